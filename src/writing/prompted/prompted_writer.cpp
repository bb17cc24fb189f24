#include "writing/prompted/prompted_writer.hpp"

#include <fmt/format.h>

#include "writing/prompted/piece.hpp"

namespace troupe::writing::prompted {
namespace {

/// What the model wrote, or why it did not.
template <class Answer>
struct Written {
    std::optional<Answer> answer;
    Credit credit;
};

/// Error: cancelled alone; everything else means that the embedded words stand.
template <class Answer>
Result<Written<Answer>> write(llm::Orchestrator& orchestrator, Piece<Answer> const& piece, std::stop_token stop) {
    auto const outcome = orchestrator.run(piece.task, stop);
    Written<Answer> written;
    if (!outcome) {
        if (outcome.error().code == ErrorCode::cancelled) return tl::unexpected(outcome.error());
        written.credit.note = "the embedded writer stood in: " + outcome.error().message;
    } else if (outcome->score < PromptedWriter::least_score) {
        written.credit.note = fmt::format("the embedded writer stood in: the best draft of {} scored {:.2f}, {:.2f} are asked", outcome->model, outcome->score,
                                          PromptedWriter::least_score);
    } else {
        written.answer = piece.finish(outcome->value);
        written.credit = {outcome->model, to_string(outcome->session), ""};
    }
    return written;
}

template <class Answer>
Result<Answer> write_credited(llm::Orchestrator& orchestrator, Piece<Answer> const& piece, Answer embedded, std::stop_token stop) {
    auto written = TRY(write(orchestrator, piece, stop));
    auto& answer = written.answer ? *written.answer : embedded;
    answer.credit = written.credit;
    return std::move(answer);
}

/// What a session was asked for, as the type it is.
template <class Request>
Result<Request> input_of(llm::Session const& session) {
    auto request = json::from_value<Request>(session.input);
    if (!request) return fail(ErrorCode::conflict, "session " + to_string(session.id) + " was written by another version: " + request.error().message);
    return request;
}

struct BiographiesInput {
    artist::Profile profile;
    std::uint64_t seed = 0;
};
BOOST_DESCRIBE_STRUCT(BiographiesInput, (), (profile, seed))

}  // namespace

std::shared_ptr<Prosody const> PromptedWriter::prosody() const {
    std::call_once(prosody_read_, [this] { prosody_ = std::make_shared<Prosody const>(pronunciations_); });
    return prosody_;
}

Result<artist::Profile> PromptedWriter::identity(IdentityRequest const& request, std::stop_token stop) const {
    auto base = TRY(embedded_.identity(request, stop));
    auto written = TRY(write(orchestrator_, identity_piece(request, base), stop));
    auto profile = written.answer ? std::move(*written.answer) : std::move(base);
    profile.understanding.assumptions.push_back(written.answer ? "the words are by " + written.credit.writer + ", session " + written.credit.session : written.credit.note);
    return profile;
}

Result<Lyrics> PromptedWriter::lyrics(LyricsRequest const& request, std::stop_token stop) const {
    auto base = TRY(embedded_.lyrics(request, stop));
    if (base.sections.empty()) return base;  // an instrumental has no words to better
    auto const piece = lyrics_piece(request, base, prosody());
    return write_credited(orchestrator_, piece, std::move(base), stop);
}

Result<Title> PromptedWriter::title(TitleRequest const& request, std::stop_token stop) const {
    auto base = TRY(embedded_.title(request, stop));
    auto const piece = title_piece(request, base);
    return write_credited(orchestrator_, piece, std::move(base), stop);
}

Result<std::vector<Caption>> PromptedWriter::captions(CaptionRequest const& request, std::stop_token stop) const {
    auto base = TRY(embedded_.captions(request, stop));
    auto written = TRY(write(orchestrator_, captions_piece(request, base), stop));
    auto captions = written.answer ? std::move(*written.answer) : std::move(base);
    for (auto& caption : captions) caption.credit = written.credit;
    return captions;
}

Result<Biographies> PromptedWriter::biographies(artist::Profile const& profile, std::uint64_t seed, std::stop_token stop) const {
    auto base = TRY(embedded_.biographies(profile, seed, stop));
    auto written = TRY(write(orchestrator_, biographies_piece(profile, seed), stop));
    return written.answer ? std::move(*written.answer) : std::move(base);
}

Result<std::vector<std::string>> PromptedWriter::hooks(HookRequest const& request, std::stop_token stop) const {
    auto base = TRY(embedded_.hooks(request, stop));
    auto written = TRY(write(orchestrator_, hooks_piece(request), stop));
    return written.answer ? std::move(*written.answer) : std::move(base);
}

Result<json::Value> PromptedWriter::replay(llm::Session const& session, std::vector<llm::ReviewEntry> const& log) const {
    auto const again = [&](auto const& piece) -> Result<json::Value> { return TRY(orchestrator_.replay(piece.task, log)).value; };
    if (session.task == "identity") {
        auto const request = TRY(input_of<IdentityRequest>(session));
        return again(identity_piece(request, TRY(embedded_.identity(request))));
    }
    if (session.task == "lyrics") {
        auto const request = TRY(input_of<LyricsRequest>(session));
        return again(lyrics_piece(request, TRY(embedded_.lyrics(request)), prosody()));
    }
    if (session.task == "captions") {
        auto const request = TRY(input_of<CaptionRequest>(session));
        return again(captions_piece(request, TRY(embedded_.captions(request))));
    }
    if (session.task == "title") {
        auto const request = TRY(input_of<TitleRequest>(session));
        return again(title_piece(request, TRY(embedded_.title(request))));
    }
    if (session.task == "hooks") return again(hooks_piece(TRY(input_of<HookRequest>(session))));
    if (session.task == "biographies") {
        auto const input = TRY(input_of<BiographiesInput>(session));
        return again(biographies_piece(input.profile, input.seed));
    }
    return fail(ErrorCode::not_found, "session " + to_string(session.id) + ": no writer knows the task " + session.task);
}

}  // namespace troupe::writing::prompted
