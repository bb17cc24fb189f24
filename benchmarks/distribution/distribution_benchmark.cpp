#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

#include "distribution/ern.hpp"
#include "distribution/semantic.hpp"
#include "distribution/testing/example_release.hpp"
#include "distribution/xsd.hpp"

/// How many messages of albums with 20 tracks one core makes a second, by the processor's time: NAME value target
/// ok|short.
namespace troupe::distribution {
namespace {

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// The work gets the number of its round, so that no two rounds do the same.
double rounds_per_second(int rounds, std::function<void(int)> const& work) {
    work(0);  // tables are read once
    auto const begin = processor_seconds();
    for (int round = 1; round <= rounds; ++round) work(round);
    return rounds / (processor_seconds() - begin);
}

bool report(char const* name, double value, double target) {
    fmt::print("{} {:.0f} {} {}\n", name, value, target, value >= target ? "ok" : "short");
    std::fflush(stdout);
    return value >= target;
}

[[noreturn]] void stop(std::string const& why) {
    fmt::print(stderr, "distribution_benchmark: {}\n", why);
    std::exit(1);
}

std::string written(Release& release, MessageSettings& settings, int round) {
    release.catalog_number = fmt::format("NV-{}", round);
    settings.message_id = fmt::format("message-{}", round);
    auto xml = write_message(release, settings, testing::files_of(release, settings));
    if (!xml) stop(xml.error().message);
    return std::move(*xml);
}

bool run(char const* schemas) {
    auto release = testing::live_album(20);
    auto settings = testing::live_settings();
    std::size_t bytes = 0;
    bool ok =
        report("albums_written_per_second",
               rounds_per_second(1000, [&](int round) { bytes += written(release, settings, round).size(); }), 1000);
    ok = report("albums_written_and_checked_per_second",
                rounds_per_second(200,
                                  [&](int round) {
                                      if (!check_message(written(release, settings, round)).empty())
                                          stop("our own check minds what we write");
                                  }),
                100) &&
         ok;
    fmt::print(stderr, "a message has {} bytes\n", bytes / 1001);
    if (schemas == nullptr) {
        fmt::print(stderr, "DDEX_XSD_DIR is not set: nothing was validated against DDEX's schema\n");
        return ok;
    }
    auto const schema = MessageSchema::load(schemas);
    if (!schema) stop(schema.error().message);
    return report("albums_written_and_validated_per_second",
                  rounds_per_second(100,
                                    [&](int round) {
                                        if (!schema->check(written(release, settings, round)).empty())
                                            stop("the schema minds what we write");
                                    }),
                  20) &&
           ok;
}

}  // namespace
}  // namespace troupe::distribution

int main() { return troupe::distribution::run(std::getenv("DDEX_XSD_DIR")) ? 0 : 1; }
