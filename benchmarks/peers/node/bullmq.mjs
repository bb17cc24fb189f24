// BullMQ on Redis: no transaction with anything else, and what Redis has not written when it dies is lost.
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { clients, run } from "./contender.mjs";

const name = "empty";
const connect = () => new Redis({ port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null });
const connections = [];
let queues, next = 0;

run({
    async open() {
        queues = [...Array(clients).keys()].map(() => {
            connections.push(connect());
            return new Queue(name, { connection: connections.at(-1) });
        });
        await Promise.all(queues.map((queue) => queue.waitUntilReady()));
    },
    add: (payload) => queues[next++ % clients].add("job", payload, { removeOnComplete: true }),
    addAll: (payloads) => queues[0].addBulk(payloads.map((data) => ({ name: "job", data, opts: { removeOnComplete: true } }))),
    async work(concurrency, handler, ms, onDone) {
        const worker = new Worker(name, async () => (await handler(), onDone(1)), { connection: connect(), concurrency });
        return { stop: () => worker.close(true) };
    },
    async isEmpty() {
        const counts = await queues[0].getJobCounts("waiting", "active", "prioritized", "delayed");
        return Object.values(counts).every((count) => count === 0);
    },
    async close() {
        await Promise.all(queues.map((queue) => queue.close()));
        connections.forEach((connection) => connection.disconnect());
    },
});
