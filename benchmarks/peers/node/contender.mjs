// One queue under test, driven by queues.py over lines: `prepare`, `enqueue one|eight|bulk COUNT`, or `work PROCESSES CONCURRENCY MS`.
// A worker says READY, begins at GO, tells how many jobs it has done so far, and at CHECK says EMPTY once no job is left.
import { createInterface } from "node:readline";

export const clients = 8;
export const bulk = 1000; // jobs a call
export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function enqueue(queue, how, count) {
    const payload = (n) => ({ n });
    const one = async (from, to) => {
        for (let n = from; n < to; ++n) await queue.add(payload(n));
    };
    const begun = performance.now();
    if (how === "one") await one(0, count);
    if (how === "eight") await Promise.all([...Array(clients).keys()].map((c) => one((c * count) / clients, ((c + 1) * count) / clients)));
    if (how === "bulk")
        for (let n = 0; n < count; n += bulk) await queue.addAll([...Array(Math.min(bulk, count - n)).keys()].map((i) => payload(n + i)));
    console.log("SECONDS", (performance.now() - begun) / 1000);
}

async function work(queue, concurrency, ms) {
    let done = 0;
    let told = 0;
    const stop = async () => {
        clearInterval(telling);
        await worker?.stop();
        await queue.close();
        process.exit(0);
    };
    const handler = ms > 0 ? () => wait(ms) : async () => {};
    let worker;
    const telling = setInterval(() => {
        if (done !== told) console.log("DONE", (told = done));
    }, 5);
    console.log("READY");
    for await (const line of createInterface({ input: process.stdin })) {
        if (line === "GO") worker = await queue.work(concurrency, handler, ms, (count) => (done += count));
        if (line === "CHECK") {
            while (!(await queue.isEmpty())) await wait(1);
            console.log("EMPTY");
        }
        if (line === "STOP") await stop();
    }
    await stop();
}

export async function run(queue) {
    const [command, ...rest] = process.argv.slice(2);
    await queue.open(command);
    if (command === "enqueue") await enqueue(queue, rest[0], Number(rest[1]));
    if (command === "work") await work(queue, Number(rest[0]), Number(rest[1]));
    await queue.close();
    process.exit(0);
}
