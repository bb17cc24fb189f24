#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.hpp"

namespace troupe::cli {
namespace {

constexpr auto redraw_after = std::chrono::milliseconds(100);
constexpr int bar_cells = 28;

/// About how long each kind takes beside the others (seconds on two cores), to tell how much is left.
double weight_of(std::string const& kind) {
    static std::map<std::string, double> const weights{{"track.make", 12}, {"teaser.make", 9}, {"canvas.make", 5}, {"cover.make", 3},
                                                       {"kit.make", 3},    {"release.make", 5}};
    auto const found = weights.find(kind);
    return found == weights.end() ? 0.3 : found->second;
}

std::string bar(double share) {
    auto const full = static_cast<int>(share * bar_cells);
    std::string cells;
    for (int i = 0; i < bar_cells; ++i) cells += i < full ? "█" : "░";
    return cells;
}

std::string clock(double seconds) {
    auto const whole = static_cast<int>(seconds + 0.5);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string step_name(jobs::Job const& job) {
    auto const slash = job.key.rfind('/');
    if (slash != std::string::npos) return text::replace_all(job.key.substr(slash + 1), "-", " ");
    return job.kind.substr(0, job.kind.find('.'));
}

ProgressDisplay::ProgressDisplay(std::ostream& err, bool is_terminal, std::vector<jobs::Job> const& jobs)
    : err_(err), is_terminal_(is_terminal), total_(jobs.size()), begun_(std::chrono::steady_clock::now()), drawn_(begun_ - redraw_after) {
    for (auto const& job : jobs) {
        total_weight_ += weight_of(job.kind);
        if (job.state != jobs::JobState::done) continue;
        counted_.insert(to_string(job.id));
        ++finished_;
        finished_weight_ += weight_of(job.kind);
    }
}

ProgressDisplay::~ProgressDisplay() { erase(); }

double ProgressDisplay::elapsed() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
}

double ProgressDisplay::share_done() const {
    auto weight = finished_weight_;
    for (auto const& [id, step] : running_) weight += step.progress * step.weight;
    return total_weight_ > 0 ? std::min(1.0, weight / total_weight_) : 1;
}

void ProgressDisplay::job_started(jobs::Job const& job) {
    running_[to_string(job.id)] = {step_name(job), weight_of(job.kind), 0, "", std::chrono::steady_clock::now()};
    if (!is_terminal_) plain(fmt::format("{} begins", step_name(job)));
    draw();
}

void ProgressDisplay::job_progressed(jobs::Job const& job) {
    auto const found = running_.find(to_string(job.id));
    if (found == running_.end()) return;
    found->second.progress = job.progress;
    found->second.message = job.message;
    if (std::chrono::steady_clock::now() - drawn_ > redraw_after) draw();
}

void ProgressDisplay::job_retried(jobs::Job const& job) {
    running_.erase(to_string(job.id));
    plain(fmt::format("{} will be tried again: {}", step_name(job), job.error ? job.error->message : ""));
}

void ProgressDisplay::job_finished(jobs::Job const& job) {
    // A runner also tells of jobs that an earlier call had finished.
    if (!counted_.insert(to_string(job.id)).second) return;
    auto const found = running_.find(to_string(job.id));
    double seconds = 0;
    if (found != running_.end()) {
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - found->second.since).count();
        running_.erase(found);
    }
    ++finished_;
    finished_weight_ += weight_of(job.kind);
    auto const ended = job.state == jobs::JobState::done ? "" : job.state == jobs::JobState::failed ? "FAILED" : "cancelled";
    if (*ended == '\0') done_.push_back({step_name(job), seconds});
    plain(fmt::format("{:2}/{} {:<12} {:5.1f} s {}", finished_, total_, step_name(job), seconds, ended));
    draw();
}

void ProgressDisplay::plain(std::string const& line) {
    erase();
    err_ << "[" << clock(elapsed()) << "] " << line << "\n";
    err_.flush();
}

void ProgressDisplay::erase() {
    for (; lines_drawn_ > 0; --lines_drawn_) err_ << "\x1b[1A\x1b[2K";
    err_.flush();
}

void ProgressDisplay::draw() {
    if (!is_terminal_) return;
    erase();
    drawn_ = std::chrono::steady_clock::now();
    auto const share = share_done();
    auto const left = share > 0.05 ? fmt::format("about {} left", clock(elapsed() * (1 - share) / share)) : "";
    err_ << fmt::format("  {} {:3.0f} %  {} {}\n", bar(share), share * 100, clock(elapsed()), left);
    ++lines_drawn_;
    for (auto const& [id, step] : running_) {
        err_ << fmt::format("  {:<12} {:3.0f} %  {}\n", step.name, step.progress * 100, text::excerpt(step.message, 50));
        ++lines_drawn_;
    }
    err_.flush();
}

}  // namespace troupe::cli
