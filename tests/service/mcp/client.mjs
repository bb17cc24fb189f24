// A conversation with Troupe by a client that somebody else wrote. It validates every structured result against the schema of its tool.
//   node client.mjs stdio PROGRAM       node client.mjs http URL [KEY]
// Prints what it saw as one JSON object; mcp_test.py judges it.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const PROMPT = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence";
const PATIENCE = { timeout: 240000, resetTimeoutOnProgress: true };
const [kind, target, key] = process.argv.slice(2);

function transport() {
  if (kind === "stdio") return new StdioClientTransport({ command: target, args: ["mcp"], env: process.env, stderr: "inherit" });
  const headers = key ? { Authorization: "Bearer " + key } : {};
  return new StreamableHTTPClientTransport(new URL(target), { requestInit: { headers } });
}

const saw = { errors: [] };
const client = new Client({ name: "troupe-test", version: "1" });
client.onerror = (error) => saw.errors.push(String(error));
const call = (name, args = {}, options = {}) => client.callTool({ name, arguments: args }, undefined, { ...PATIENCE, ...options });
async function good(name, args, options) {
  const result = await call(name, args, options);
  if (result.isError) throw new Error(name + ": " + result.content[0].text);
  return result;
}

async function listTools() {
  const tools = [];
  let cursor;
  do {
    const page = await client.listTools(cursor ? { cursor } : {});
    tools.push(...page.tools);
    cursor = page.nextCursor;
  } while (cursor);
  return tools;
}

async function fault(promise) {
  try {
    return { result: await promise };
  } catch (error) {
    return { code: error.code, message: error.message };
  }
}

/// Begins a song, ends it once it is being made, and waits until the queue says so.
async function cancelTrack(artist) {
  const abort = new AbortController();
  const running = [];
  const onprogress = (progress) => {
    running.push(progress);
    if (progress.progress > 0) abort.abort("changed my mind");
  };
  const ended = await fault(call("content_create", { artist_id: artist, type: "track", seed: 5 }, { onprogress, signal: abort.signal }));
  for (let look = 0; look < 600; ++look) {
    const jobs = (await call("job_list", { limit: 20 })).structuredContent.items.filter((job) => job.kind.startsWith("track."));
    if (jobs.length && jobs.every((job) => ["cancelled", "done", "failed"].includes(job.state))) return { ended, running, jobs };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the song was not cancelled");
}

async function life() {
  saw.server = client.getServerVersion();
  saw.capabilities = client.getServerCapabilities();
  saw.instructions = client.getInstructions();
  saw.tools = await listTools();
  saw.progress = [];
  saw.created = await good("artist_create", { prompt: PROMPT, seed: 11 }, { onprogress: (progress) => saw.progress.push(progress) });
  const artist = saw.created.structuredContent.ids.artist_id;
  saw.shown = await good("artist_show", { artist_id: artist });
  saw.words = await good("content_create", { artist_id: artist, type: "lyrics" });  // a cover wants the title of a song
  saw.cover = await good("content_create", { artist_id: artist, type: "cover" }, { onprogress: () => {} });
  saw.plan = await good("plan_create", { artist_id: artist, days: 30 });
  saw.read = {};
  const cover = saw.cover.structuredContent.result.id;
  const reads = {
    artist_list: {}, artist_history: { artist_id: artist }, artist_explain: { artist_id: artist }, plan_show: { artist_id: artist },
    content_list: { artist_id: artist }, content_show: { content_id: cover }, content_history: { content_id: cover }, approval_list: {},
    job_list: {}, report_formats: {}, costs_show: {}, audit_list: {}, session_list: {}, content_prompts: { artist_id: artist, what: "artist" },
  };
  for (const [name, args] of Object.entries(reads)) saw.read[name] = await fault(call(name, args));
  saw.edited = await good("artist_edit", { artist_id: artist, changes: [{ field: "positioning.tagline", value: "Night work" }] });
  saw.badField = await call("artist_create", { prompt: PROMPT, proposal: 9 });
  saw.unknownField = await call("content_create", { artist_id: artist, tpye: "cover" });
  saw.missing = await call("artist_show", { artist_id: "019a8f3c-1e2b-7c4d-9a10-2f6b8d1c3e57" });
  saw.noTool = await fault(call("artist_sing"));
  saw.resources = (await client.listResources()).resources;
  saw.templates = (await client.listResourceTemplates()).resourceTemplates;
  saw.resource = await client.readResource({ uri: "troupe://contents/" + cover });
  saw.noResource = await fault(client.readResource({ uri: "troupe://artists/019a8f3c-1e2b-7c4d-9a10-2f6b8d1c3e57" }));
  saw.cancelled = await cancelTrack(artist);
  await client.ping();
}

await client.connect(transport());
if (key) saw.tools = await listTools();
else await life();
await client.close();
console.log(JSON.stringify(saw));
