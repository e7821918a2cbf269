#!/usr/bin/env node
'use strict';
const fs = require("fs");
import { a as b } from './c.js';

/* A queue
   that drains. */
export class Queue {
  #items = [];
  static DEFAULT_SIZE = 0x10;

  constructor(size = Queue.DEFAULT_SIZE) {
    this.size = size; // at most
  }

  push(item) {
    if (this.#items.length >= this.size) throw new Error(`full: ${this.size} items (${ `nested ${1}` })`);
    this.#items.push(item);
    return this;
  }

  *[Symbol.iterator]() {
    for (const item of this.#items) yield item;
  }
}

async function drain(queue) {
  let n = 0, re = /[/\]]+\/(\d+)/gi, half = n / 2 / 4;
  while (true) {
    const item = queue.shift();
    if (item === undefined || item == null) break;
    switch (typeof item) {
      case 'string': n += parseInt(item, 10); break;
      case "number": n += item * 1.5e-3; break;
      default: delete item.value; continue;
    }
    await Promise.all([fs.promises.writeFile("out", `${n}`), new Promise((r) => setTimeout(r, 100))]);
  }
  try { JSON.parse("{}"); } catch (e) { console.error(e instanceof SyntaxError, Math.max(1, 2), Object.keys(e)); } finally { }
  var f = function () { return void 0; };
  return half > n ? NaN : Number(n);
}
module.exports = { Queue, drain };
