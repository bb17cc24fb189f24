// A bundle of a stranger is refused with the member that is wrong, or holds one artist whose history is whole, and as much as
// its manifest says. The manifest alone is tried, too: a zip file's own sums stop most changes before it is read.
#include "demand.hpp"
#include "flow/bundle/bundle.hpp"
#include "flow/bundle/impl/cargo.hpp"
#include "memory_file.hpp"

using namespace troupe;
using namespace troupe::flow::bundle;

namespace {

void check_manifest(std::string const& text) {
    auto const manifest = read_manifest(text);
    if (!manifest) return demand_refusal(manifest.error());
    for (auto const& member : manifest->members) {
        demand(!member.name.empty() && member.name.front() != '/' && member.name.find("..") == std::string::npos);
        demand_one_line(member.name, 200);
        demand(is_asset(member) || member.size_bytes <= largest_document);
    }
    auto const again = read_manifest(json::print(*manifest));
    demand(again && json::print(*again) == json::print(*manifest));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    if (size > 0 && data[0] == '{') check_manifest(std::string(text_of(data, size)));
    MemoryFile const file(data, size);
    (void)is_bundle(file.path());
    auto const cargo = flow::bundle::impl::read_cargo(file.path(), {});
    if (!cargo) {
        demand_refusal(cargo.error());
        return 0;
    }
    demand(!cargo->versions.empty() && artist::verify_chain(cargo->versions).has_value());
    for (auto const& content : cargo->contents) demand(!content.revisions.empty());
    return 0;
}
