// A file keeps the name that its sender gave it, as far as it is one: never a path, never one that breaks a line, always
// beside the upload.
#include "base/files.hpp"
#include "calls/named_upload.hpp"
#include "demand.hpp"
#include "scratch_folder.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static ScratchFolder const folder;
    static auto const upload = [] {
        auto file = folder.path() / "upload";
        demand(write_file(file, "bytes").has_value());
        return file;
    }();
    std::string const name(text_of(data, size));
    {
        auto const named = calls::NamedUpload::open(upload, name);
        if (!named) {
            demand(!named.error().message.empty());
            return demand_one_line(named.error().message), 0;
        }
        demand(named->file().parent_path() == std::filesystem::path(upload.string() + ".named"));
        auto const shown = named->file().filename().string();
        demand(!shown.empty() && shown != "." && shown != ".." && shown.find('/') == std::string::npos);
        demand_one_line(shown, 255);
        demand(read_file(named->file()) == std::string("bytes"));
    }
    demand(!std::filesystem::exists(upload.string() + ".named"));
    return 0;
}
