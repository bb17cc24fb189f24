// However a file comes, in pieces, redirected or broken off: what is kept is a whole song of the size that is told, from a
// machine with a public name; otherwise nothing is left behind.
#include "answers.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/download.hpp"
#include "scratch_folder.hpp"

using namespace troupe;
using namespace troupe::providers;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static ScratchFolder const folder;
    Answers http(text_of(data, size));
    auto const file = folder.path() / "song.mp3";
    auto const fetched = providers::impl::download({.url = "https://cdn.example.com/song.mp3?key=hidden", .file = file, .most_bytes = 400, .backoff = Seconds(1e-6)}, http, http.stop());
    demand(!std::filesystem::exists(folder.path() / "song.mp3.piece"));
    for (auto const& url : http.urls()) demand(providers::impl::is_encrypted(url) && providers::impl::is_public_name(url));
    demand(std::filesystem::exists(file) == fetched.has_value());
    if (!fetched) {
        demand(fetched.error().message.find("hidden") == std::string::npos);
        demand_one_line(fetched.error().message);
        return 0;
    }
    auto const bytes = read_file(file).value();
    demand(bytes.size() == fetched->bytes && bytes.size() <= 400 && sha256_hex(bytes) == fetched->sha256 && providers::impl::is_sound(bytes.substr(0, 16)));
    std::filesystem::remove(file);
    return 0;
}
