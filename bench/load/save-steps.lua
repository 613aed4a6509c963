-- One legal step update after the other: each line of the plan is a participant's token and the row version to begin with.
local tokens, versions, heads = {}, {}, {}
local answers = os.getenv("BENCH_ANSWERS")
local at = 0
local looked = false

function init()
  for line in io.lines(os.getenv("BENCH_PLAN")) do
    local token, version = line:match("(%S+) (%d+)")
    tokens[#tokens + 1] = token
    versions[#versions + 1] = tonumber(version)
    heads[#heads + 1] = "PATCH " .. wrk.path .. " HTTP/1.1\r\nhost: " .. wrk.host .. "\r\nuser-agent: bench\r\n" ..
      "content-type: application/json\r\nauthorization: Bearer " .. token .. "\r\ncontent-length: "
  end
end

function request()
  -- wrk asks for one request that it only looks at, before any that it sends.
  if not looked then
    looked = true
    return heads[1] .. "2\r\n\r\n{}"
  end
  at = at % #heads + 1
  local version = versions[at]
  versions[at] = version + 1
  local body = '{"move":"save","row_version":' .. version .. ',"answers":' .. answers .. "}"
  return heads[at] .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'BENCH-RESULT {"perSecond":%.3f,"requests":%d,"failed":%d,"p50Ms":%.4f,"p99Ms":%.4f}\n',
    summary.requests / (summary.duration / 1e6), summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
