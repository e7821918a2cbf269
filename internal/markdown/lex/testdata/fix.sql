-- What we ran
BEGIN;
ALTER TABLE orders ADD COLUMN region VARCHAR(16) NOT NULL DEFAULT 'eu';
CREATE INDEX CONCURRENTLY idx_orders_region ON orders (region, created_at DESC);
/* the slow one */
SELECT o.id, count(*) AS n, max(o.total)
FROM orders o
LEFT JOIN customers c ON c.id = o.customer_id
WHERE o.created_at >= '2024-01-01' AND o.total > 100.50
  AND (c.name LIKE 'A%' OR c.name IS NULL)
  AND o.state IN ('open', 'it''s')
GROUP BY o.id
HAVING count(*) > 1
ORDER BY n DESC
LIMIT 10 OFFSET 5;
insert into audit (who, what) values ('me', 'fix') returning id;
UPDATE orders SET region = 'us' WHERE id BETWEEN 1 AND 10;
DELETE FROM sessions WHERE expires < now();
CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT, price NUMERIC, at TIMESTAMP, ok BOOLEAN, "order" INTEGER REFERENCES orders);
EXPLAIN ANALYZE SELECT DISTINCT ON (a) a FROM t UNION ALL SELECT CASE WHEN x THEN 1 ELSE 0 END FROM u;
GRANT SELECT ON t TO reader;
COMMIT;
