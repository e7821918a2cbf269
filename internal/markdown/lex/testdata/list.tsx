import React, { useState } from "react";

interface Props { items: string[]; onPick?: (item: string) => void }

export function List({ items, onPick }: Props) {
  const [picked, setPicked] = useState<string | null>(null);
  return (
    <section className="list" data-count={items.length}>
      <h2 id='title'>Pick one of these</h2>
      {items.map((item) => (
        <Item.Row key={item} selected={item === picked} onClick={() => { setPicked(item); onPick?.(item); }} />
      ))}
      <>
        {picked ? <b>{picked}</b> : <i>Nothing yet</i>}
      </>
      {/* a comment */}
      <p>That is all</p>
    </section>
  );
}
const last = <T,>(list: T[]): T => list[list.length - 1];
