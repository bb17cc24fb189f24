// Whatever a store of buckets answers: names of files that stay under the folder that was asked for, or a reason of one line
// without the key; a file that is fetched is whole or not there.
#include "answers.hpp"
#include "providers/s3/s3_delivery.hpp"
#include "scratch_folder.hpp"

using namespace troupe;
using namespace troupe::providers;

namespace {

constexpr auto key = "secret-key-0123456789";

void check_error(Error const& error) {
    demand(!error.message.empty() && error.message.find(key) == std::string::npos);
    demand_one_line(error.message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static ScratchFolder const folder;
    FixedClock const clock{*parse_time("2026-11-22T08:30:00Z")};
    s3::Settings settings;
    settings.bucket.bucket = "bucket";
    settings.bucket.credentials = {"AKID", key, ""};
    settings.bucket.backoff = Seconds(1e-6);
    settings.bucket.most_attempts = 2;
    settings.prefix = "in";
    {
        Answers http(text_of(data, size));
        auto const files = s3::S3Delivery(settings, {http, clock}).list("batch", http.stop());
        if (!files) check_error(files.error());
        else
            for (auto const& file : *files) demand(distribution::check_remote_path(file.path).has_value() && file.path.starts_with("batch/"));
    }
    {
        Answers http(text_of(data, size));
        auto const bytes = s3::S3Delivery(settings, {http, clock}).size("batch/a.xml", http.stop());
        if (!bytes) check_error(bytes.error());
    }
    Answers http(text_of(data, size));
    auto const local = folder.path() / "a.xml";
    std::filesystem::remove(local);
    auto const fetched = s3::S3Delivery(settings, {http, clock}).fetch("batch/a.xml", local, 200, http.stop());
    demand(std::filesystem::exists(local) == fetched.has_value());
    if (fetched) demand(std::filesystem::file_size(local) <= 200);
    else check_error(fetched.error());
    return 0;
}
