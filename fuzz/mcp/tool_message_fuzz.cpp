// Whatever a client of the tools sends, line by line: a message, or a reply that says what is wrong with it, as JSON-RPC wants
// it; and the lines are the ones that were sent, however long the others are.
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.hpp"
#include "demand.hpp"
#include "mcp/line_reader.hpp"
#include "mcp/message.hpp"

using namespace troupe;

namespace {

constexpr std::size_t longest = 64;

void check_message(std::string_view text) {
    auto const message = mcp::read_message(text);
    if (message) {
        demand(message->id.is_null() || message->id.is_string() || message->id.is_int64() || message->id.is_uint64());
        return;
    }
    auto const& reply = message.error().as_object();
    demand(reply.at("jsonrpc").as_string() == "2.0" && reply.contains("id"));
    auto const& error = reply.at("error").as_object();
    demand(error.at("code").as_int64() < 0 && !error.at("message").as_string().empty());
    demand_one_line(std::string_view(error.at("message").as_string()));
    demand(json::parse_value(json::print(message.error())).has_value());
}

void check_lines(std::string_view bytes) {
    int const handle = ::memfd_create("lines", 0);
    demand(handle >= 0 && ::write(handle, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::lseek(handle, 0, SEEK_SET) == 0);
    mcp::LineReader reader(handle, longest);
    auto lines = text::split(bytes, '\n');
    if (lines.back().empty()) lines.pop_back();
    for (auto const& line : lines) {
        auto const read = reader.next({});
        demand(read.has_value());
        if (line.size() > longest && read->what == mcp::LineReader::End::end) break;  // too long, and never ended
        demand(read->what == (line.size() > longest ? mcp::LineReader::End::too_long : mcp::LineReader::End::line));
        if (line.size() <= longest) demand(read->line == line);
    }
    auto const end = reader.next({});
    demand(end && end->what == mcp::LineReader::End::end);
    ::close(handle);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    check_message(text_of(data, size));
    check_lines(text_of(data, size));
    return 0;
}
