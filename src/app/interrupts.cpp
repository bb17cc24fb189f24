#include "app/interrupts.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "base/log.hpp"

namespace troupe::app {
namespace {

sigset_t polite_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void wait_for_signals(std::stop_token const& ended, std::stop_source stop) {
    auto const signals = polite_signals();
    for (;;) {
        auto const number = ::sigwaitinfo(&signals, nullptr);
        if (ended.stop_requested()) return;
        if (number <= 0) continue;
        if (stop.stop_requested()) ::_exit(128 + number);
        stop.request_stop();
        if (log::is_on_standard_error()) continue;  // whose lines are not for people
        constexpr char message[] = "\nStopping; the same command goes on where it stopped.\n";
        [[maybe_unused]] auto const written = ::write(STDERR_FILENO, message, sizeof message - 1);
    }
}

}  // namespace

Interrupts::Interrupts() {
    auto const signals = polite_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    waiter_ = std::jthread([stop = stop_](std::stop_token ended) { wait_for_signals(ended, stop); });
}

Interrupts::~Interrupts() {
    waiter_.request_stop();
    ::pthread_kill(waiter_.native_handle(), SIGINT);  // wakes it
}

}  // namespace troupe::app
