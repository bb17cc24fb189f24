// Whoever is said to hold a lease: nobody is called dead but a process of this very host that ran and runs no longer.
#include "jobs/worker_name.hpp"

#include "demand.hpp"

using namespace troupe::jobs;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const text = text_of(data, size);
    static auto const ours = WorkerName::of_this_process(1);
    bool const names_this_host = text.starts_with(ours.host + ":");
    demand(!is_dead(text) || names_this_host);
    // The same words behind this host's name: whatever they are, they do not end us.
    auto const here = ours.host + ":" + std::string(text);
    (void)is_dead(here);
    demand(!is_dead(ours.text()));
    return 0;
}
