// Checks JSON Feed files against the schema of version 1.1.
// Usage: node jsonfeed.mjs FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const addFormats = require("ajv-formats");
const schema = require("jsonfeed-schema/schema-v1.1.json");

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const validate = ajv.compile(schema);
let failed = false;
for (const file of process.argv.slice(2)) {
  if (!validate(JSON.parse(readFileSync(file, "utf8")))) {
    failed = true;
    console.error(file, ajv.errorsText(validate.errors, { separator: "\n  " }));
  }
}
process.exit(failed ? 1 : 0);
