// Whatever a service answers, in whatever dialect: a verdict comes of it, and no name of a task that would change an
// address.
#include <cstdlib>
#include <string>

#include "providers/suno/impl/answers.hpp"

using namespace troupe::providers::suno;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const dialects = load_dialects();
    if (!dialects) std::abort();
    troupe::net::HttpResponse const response{
        size > 0 && data[0] % 7 == 0 ? 500 : 200, {}, std::string(reinterpret_cast<char const*>(data), size)};
    for (auto const& [id, dialect] : *dialects) {
        auto const sent = troupe::providers::suno::impl::read_submission(dialect, response);
        if ((sent.verdict == Verdict::ok) != troupe::providers::suno::impl::is_task_name(sent.task)) std::abort();
        auto const polled = troupe::providers::suno::impl::read_poll(dialect, response);
        for (auto const& take : polled.takes)
            if (take.id.empty() && take.audio.empty()) std::abort();
        auto const task = troupe::providers::suno::impl::read_callback(dialect, response.body);
        if (!task.empty() && !troupe::providers::suno::impl::is_task_name(task)) std::abort();
    }
    return 0;
}
