-- For wrk: `show ID` reads an artist; `list` reads fifty; `observe ID START` inserts observations that nobody has made before.
-- Prints one line of numbers: requests, seconds, p50 ms, p99 ms, answers that are no success, errors of sockets.
local count = 0

function init(arguments)
   mode, id = arguments[1], arguments[2]
   count = tonumber(arguments[3] or 0)
   if mode == "list" then path = "/api/artists?limit=50" else path = "/api/artists/" .. (id or "") end
end

function request()
   if mode ~= "observe" then return wrk.format("GET", path) end
   count = count + 1
   -- 2,000 days, 676 territories, and then another platform: 10^6 and more that differ.
   local day = os.date("!%Y-%m-%d", 1577836800 + 86400 * (count % 2000))
   local letters = math.floor(count / 2000) % 676
   local territory = string.char(65 + math.floor(letters / 26), 65 + letters % 26)
   local body = string.format('{"date":"%s","platform":"p%d","territory":"%s","streams":%d}', day, math.floor(count / 1352000), territory, count)
   return wrk.format("POST", "/api/content/" .. id .. "/observations", { ["Content-Type"] = "application/json" }, body)
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format("RESULT %d %.3f %.3f %.3f %d %d\n", summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000,
                          latency:percentile(99) / 1000, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
