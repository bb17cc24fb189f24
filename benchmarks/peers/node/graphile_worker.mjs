// graphile-worker as its documentation would have it fast: jobs pulled in batches (localQueue) and completed in batches.
// GRAPHILE=plain leaves both at their defaults.
import { makeWorkerUtils, run as runWorker, runMigrations, Logger } from "graphile-worker";
import pg from "pg";
import { clients, run } from "./contender.mjs";

const logger = new Logger(() => () => {});
let pgPool, utils;

run({
    async open(command) {
        pgPool = new pg.Pool({ max: clients + 4 });
        if (command === "prepare") await runMigrations({ pgPool, logger });
        else utils = await makeWorkerUtils({ pgPool, logger });
    },
    add: (payload) => utils.addJob("empty", payload),
    addAll: (payloads) => utils.addJobs(payloads.map((payload) => ({ identifier: "empty", payload }))),
    async work(concurrency, handler, ms, onDone) {
        const isPlain = process.env.GRAPHILE === "plain";
        const batches = { localQueue: { size: ms > 0 ? 4 * concurrency : 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
        const runner = await runWorker({
            pgPool,
            logger,
            noHandleSignals: true,
            concurrency,
            pollInterval: 100,
            taskList: { empty: async () => (await handler(), onDone(1)) },
            preset: { worker: isPlain ? {} : batches },
        });
        return runner;
    },
    isEmpty: async () => (await pgPool.query("SELECT 1 FROM graphile_worker._private_jobs LIMIT 1")).rowCount === 0,
    async close() {
        await utils?.release();
        await pgPool.end();
    },
});
