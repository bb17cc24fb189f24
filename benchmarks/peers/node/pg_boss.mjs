// pg-boss with batches, fetched one after the other while they come full. Each of its workers has one batch in hand; of jobs
// that wait, a batch waits together, so as many run at once as are asked for.
import { PgBoss } from "pg-boss";
import pg from "pg";
import { clients, run } from "./contender.mjs";

const queue = "empty";
let boss, pool;

run({
    async open(command) {
        pool = new pg.Pool({ max: 1 });
        boss = new PgBoss({ host: process.env.PGHOST, port: Number(process.env.PGPORT), database: process.env.PGDATABASE, user: process.env.PGUSER,
            password: process.env.PGPASSWORD, max: clients + 2, supervise: false, schedule: false });
        boss.on("error", (error) => console.error(String(error)));
        await boss.start();
        if (command === "prepare") await boss.createQueue(queue);
    },
    add: (payload) => boss.send(queue, payload),
    addAll: (payloads) => boss.insert(queue, payloads.map((data) => ({ data }))),
    async work(concurrency, handler, ms, onDone) {
        const options = ms > 0 || concurrency === 1
            ? { batchSize: ms > 0 ? Math.max(2, concurrency) : 200, localConcurrency: 1 }
            : { batchSize: 200, localConcurrency: Math.min(concurrency, 4) };
        await boss.work(queue, { ...options, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 }, async (jobs) => {
            await Promise.all(jobs.map(handler));
            onDone(jobs.length);
        });
        return { stop: () => boss.offWork(queue) };
    },
    isEmpty: async () => (await pool.query("SELECT 1 FROM pgboss.job WHERE state < 'completed' LIMIT 1")).rowCount === 0,
    async close() {
        await boss.stop({ graceful: false });
        await pool.end();
    },
});
