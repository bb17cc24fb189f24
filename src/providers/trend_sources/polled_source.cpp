#include "providers/trend_sources/polled_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <deque>
#include <set>

#include "base/random.hpp"
#include "base/territory.hpp"
#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/patience.hpp"
#include "providers/trend_sources/impl/asking.hpp"
#include "providers/trend_sources/impl/service.hpp"

namespace troupe::providers::trend_sources {

using impl::Answer;
using impl::Marks;
using impl::Question;
using trends::PollAnswer;
using trends::Reported;

/// One poll, question by question.
class PolledSource::Round {
public:
    Round(PolledSource const& source, trends::Poll const& poll, std::stop_token const& stop)
        : own_(source),
          poll_(poll),
          stop_(stop),
          old_marks_(marks_in(poll.validator)),
          random_(
              Random(static_cast<std::uint64_t>(poll.now.time_since_epoch().count())).stream("trend source backoff")) {}

    Result<PollAnswer> run() {
        for (auto& question : own_.service_->questions(known_countries(), old_marks_)) add(std::move(question));
        while (!open_.empty() && !is_over_) {
            auto const question = std::move(open_.front());
            open_.pop_front();
            if (asked_ > 0 && !providers::impl::wait(own_.spacing_, stop_)) return stopped();
            auto answer = ask(question);
            if (answer.failed_as(ErrorCode::cancelled)) return stopped();
            take(question, std::move(answer));
        }
        return told();
    }

private:
    static Marks marks_in(std::string const& validator) {
        auto marks = json::parse<Marks>(validator);
        return marks ? *std::move(marks) : Marks{};
    }

    /// Each once, and only what is a country: they become part of an address.
    trends::Poll known_countries() const {
        auto poll = poll_;
        std::set<std::string> seen;
        std::erase_if(poll.countries,
                      [&](std::string const& code) { return !is_territory(code) || !seen.insert(code).second; });
        return poll;
    }

    void add(Question question) {
        if (asked_ + static_cast<int>(open_.size()) >= own_.source_.row.most_requests) {
            ++beyond_;
            failed_.insert(question.part);
            return;
        }
        if (question.mark_key.empty()) question.mark_key = question.path;
        auto const old = old_marks_.find(question.mark_key);
        if (old != old_marks_.end()) marks_.insert(*old);
        open_.push_back(std::move(question));
    }

    /// Twice where that may help.
    Answer ask(Question const& question) {
        auto answer = ask_once(question);
        if (!answer.failed_as(ErrorCode::unavailable) || asked_ >= own_.source_.row.most_requests) return answer;
        if (!providers::impl::wait(own_.backoff_ * random_.uniform(0.5, 1.0), stop_))
            return {.error = Error{ErrorCode::cancelled, "stopped"}};
        return ask_once(question);
    }

    Answer ask_once(Question const& question) {
        ++asked_;
        net::HttpRequest request{
            .method = "GET",
            .url = own_.source_.base_url + question.path,
            .headers = {{"Accept", "application/json"}, {"User-Agent", own_.user_agent_}},
            .body = {},
            .timeouts = {.connect = std::min(Seconds(10), own_.patience_), .total = own_.patience_},
            .most_bytes = static_cast<std::uint64_t>(own_.source_.row.most_bytes),
            .on_data = {}};
        if (auto const key = own_.service_->key_parameter(); !key.empty())
            request.url += (question.path.find('?') == std::string::npos ? "?" : "&") +
                           providers::impl::query_of({{key, own_.source_.key}});
        auto const mark = marks_.find(question.mark_key);
        if (own_.source_.row.is_dated && mark != marks_.end())
            request.headers.push_back({"If-None-Match", mark->second});
        auto const response = own_.http_.send(request, stop_);
        if (!response) return {.error = Error{response.error().code, response.error().message}};
        return impl::judge(*response, {*own_.service_, own_.source_, question, poll_.now});
    }

    void take(Question const& question, Answer answer) {
        auto const was_down = std::exchange(is_down_, answer.failed_as(ErrorCode::unavailable));
        if (answer.error) return refuse(question, answer, was_down);
        unchanged_ += answer.is_unchanged;
        if (!answer.mark.empty()) marks_[question.mark_key] = answer.mark;
        left_out_ += answer.read.left_out;
        auto& part = parts_[question.part];
        ++part.answers;
        for (auto& reading : answer.read.readings) part.readings.push_back(std::move(reading));
        for (auto& more : answer.read.more) add(std::move(more));
    }

    void refuse(Question const& question, Answer const& answer, bool was_down) {
        auto const& error = *answer.error;
        failed_.insert(question.part);
        if (answer.not_before) not_before_ = answer.not_before;
        if (error.code == ErrorCode::not_found) return note(question.part + " is not reported: " + error.message);
        note(question.part + ": " + error.message);
        if (!first_error_) first_error_ = Error{error.code, own_.name() + ": " + error.message};
        is_over_ =
            error.code == ErrorCode::rate_limited || error.code == ErrorCode::invalid_input || (was_down && is_down_);
        // What is half asked is not half told.
        if (is_over_)
            for (auto const& left : open_) failed_.insert(left.part);
    }

    void note(std::string what) {
        static constexpr std::size_t most = 3;
        if (notes_.size() < most)
            notes_.push_back(std::move(what));
        else
            ++more_notes_;
    }

    tl::unexpected<Error> stopped() const {
        return fail(ErrorCode::cancelled, own_.name() + ": asking it was stopped");
    }

    Result<PollAnswer> told() {
        PollAnswer answer;
        for (auto& [name, part] : parts_) {
            if (failed_.contains(name)) continue;
            own_.service_->finish(name, part.answers, part.readings);
            for (auto& reading : part.readings) answer.readings.push_back(std::move(reading));
        }
        answer.not_before = not_before_;
        answer.note = notes();
        answer.validator = marks_.empty() ? std::string() : json::print(marks_);
        if (!answer.readings.empty())
            answer.reported = Reported::readings;
        else if (unchanged_ > 0)
            answer.reported = Reported::unchanged;
        // A service that says when it wants to be asked again has answered.
        else if (first_error_ && !not_before_)
            return tl::unexpected(*first_error_);
        return answer;
    }

    std::string notes() {
        if (more_notes_ > 0) notes_.push_back(fmt::format("and {} more", more_notes_));
        if (left_out_ > 0) notes_.push_back(fmt::format("{} entries that cannot be read were left out", left_out_));
        if (beyond_ > 0)
            notes_.push_back(fmt::format("{} questions beyond the {} of one poll were not asked: follow less", beyond_,
                                         own_.source_.row.most_requests));
        return text::join(notes_, "; ");
    }

    struct Part {
        std::vector<trends::Reading> readings;
        int answers = 0;
    };

    PolledSource const& own_;
    trends::Poll const& poll_;
    std::stop_token const& stop_;
    Marks old_marks_, marks_;
    Random random_;
    std::deque<Question> open_;
    std::map<std::string, Part> parts_;
    std::set<std::string> failed_;
    std::vector<std::string> notes_;
    std::optional<Error> first_error_;
    std::optional<TimePoint> not_before_;
    int asked_ = 0, beyond_ = 0, left_out_ = 0, unchanged_ = 0, more_notes_ = 0;
    bool is_down_ = false, is_over_ = false;
};

PolledSource::PolledSource(std::unique_ptr<impl::Service> service, SourceSettings source, Settings const& shared,
                           net::HttpClient& http)
    : service_(std::move(service)),
      source_(std::move(source)),
      user_agent_(shared.contact.empty() ? "Troupe/0.1" : fmt::format("Troupe/0.1 ({})", shared.contact)),
      backoff_(shared.backoff),
      patience_(shared.patience),
      spacing_(source_.row.spacing_seconds * shared.pace),
      http_(http) {}

PolledSource::~PolledSource() = default;

std::string PolledSource::name() const { return service_->id(); }

trends::SourceTerms PolledSource::terms() const {
    return {source_.row.licence, std::chrono::minutes(source_.row.poll_minutes),
            std::chrono::minutes(source_.row.retry_minutes), source_.row.keep_days};
}

Result<PollAnswer> PolledSource::poll(trends::Poll const& poll, std::stop_token stop) {
    return Round(*this, poll, stop).run();
}

namespace {

std::unique_ptr<impl::Service> service_of(std::string const& id, Settings const& settings) {
    if (id == "apple") return impl::apple();
    if (id == "deezer") return impl::deezer(settings.deezer_country);
    if (id == "listenbrainz") return impl::listenbrainz();
    if (id == "wikimedia") return impl::wikimedia(settings.wikipedia, settings.followed);
    if (id == "lastfm") return impl::lastfm(settings.followed, settings.country_names);
    if (id == "youtube") return impl::youtube();
    return nullptr;
}

}  // namespace

std::vector<std::unique_ptr<trends::TrendSource>> make_sources(Settings const& settings, net::HttpClient& http) {
    std::vector<std::unique_ptr<trends::TrendSource>> all;
    for (auto const& [id, source] : settings.sources) {
        auto service = service_of(id, settings);
        assert(service != nullptr && "a row of the table that nobody can ask");
        all.push_back(std::make_unique<PolledSource>(std::move(service), source, settings, http));
    }
    return all;
}

}  // namespace troupe::providers::trend_sources
