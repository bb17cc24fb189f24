#include <fmt/format.h>

#include <map>

#include "base/random.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/making.hpp"
#include "flow/post_sheet.hpp"
#include "flow/trials.hpp"

namespace troupe::flow {
namespace {

/// What a post of that purpose does, in the writer's words.
writing::SpeechAct act_of(planning::PlanItem const& item) {
    static std::map<std::string, writing::SpeechAct> const acts{
        {"tease_14", writing::SpeechAct::announce},         {"tease_7", writing::SpeechAct::tease},
        {"tease_3", writing::SpeechAct::tease},             {"tease_1", writing::SpeechAct::tease},
        {"release_day", writing::SpeechAct::release},       {"after_1", writing::SpeechAct::thanks},
        {"process", writing::SpeechAct::behind_the_scenes}, {"dialogue", writing::SpeechAct::question}};
    auto const found = acts.find(item.purpose);
    return found == acts.end() ? writing::SpeechAct::story : found->second;
}

bool speaks_of_release(writing::SpeechAct act) {
    return act == writing::SpeechAct::announce || act == writing::SpeechAct::tease || act == writing::SpeechAct::release;
}

class Sheet {
public:
    Sheet(Making const& making, artist::Document const& artist, std::string title, writing::Ways ways)
        : making_(making), artist_(artist), title_(std::move(title)), ways_(std::move(ways)) {
        sheet_.artist = artist.name();
        sheet_.language = artist.profile.core.voice.language;
    }

    /// Shapes of the label's latest posts, whoever posted them: they come back rarely.
    Result<void> remember_earlier_posts() {
        auto const page = TRY(studio().contents.list({.kind = catalog::ContentKind::post, .limit = 20}));
        for (auto const& content : page.contents) {
            auto const sheet = json::from_value<PostSheet>(content.details, json::Unknown::ignore);
            if (!sheet) continue;
            for (auto const& post : sheet->posts) remember_frame(post.frame);
        }
        return {};
    }

    /// One caption for a planned post. An artist with few facts runs out of new things to say: then the post stays
    /// without words, for a person to write, rather than repeating itself.
    Result<void> add(planning::PlanItem const& item, planning::Plan const& plan) {
        auto request = basic_request(act_of(item), item.platform);
        request.stage = json::enum_name(item.arc_stage);
        request.fact = item.brief.fact.value_or("");
        for (auto const& release : plan.releases)
            if (item.release == release.number) request.date = spoken_date(release.date);
        // Later songs have no title yet: their posts speak of the artist, not of the song.
        if (speaks_of_release(request.act) && item.release != 1) request.act = writing::SpeechAct::story;
        auto captions = studio().writer.captions(request, making_.stop);
        if (!captions) captions = without_fact(request);
        if (!captions) return captions.error().code == ErrorCode::invalid_input ? Result<void>() : tl::unexpected(captions.error());
        keep(captions->front(), item);
        return {};
    }

    Result<void> add_free(int count) {
        auto request = basic_request(writing::SpeechAct::story, "instagram");
        request.count = count;
        for (auto const& caption : TRY(studio().writer.captions(request, making_.stop))) keep(caption, std::nullopt);
        return {};
    }

    [[nodiscard]] PostSheet const& done() const { return sheet_; }
    /// Of the sheet: a model's, once it wrote any of the posts.
    [[nodiscard]] writing::Credit const& credit() const { return credit_; }
    /// Of the language models that wrote.
    [[nodiscard]] std::vector<std::string> const& sessions() const { return sessions_; }

private:
    Studio& studio() { return making_.studio; }

    writing::CaptionRequest basic_request(writing::SpeechAct act, std::string const& platform) {
        writing::CaptionRequest request;
        request.profile = artist_.profile;
        request.release_title = title_;
        request.act = act;
        request.platform = platform;
        request.seed = Random(making_.request.seed).stream("caption", sheet_.posts.size()).next() >> 11;
        request.used = used_;
        request.used_frames = used_frames_;
        request.ways = ways_;
        return request;
    }

    Result<std::vector<writing::Caption>> without_fact(writing::CaptionRequest request) {
        request.fact.clear();
        request.stage.clear();
        return studio().writer.captions(request, making_.stop);
    }

    void keep(writing::Caption const& caption, std::optional<planning::PlanItem> const& item) {
        Post post;
        if (item) {
            post.item = to_string(item->id);
            post.date = format_date(item->date);
            post.local_time = item->local_time;
            post.platform = item->platform;
            post.purpose = item->purpose;
        }
        post.text = caption.text;
        post.hashtags = caption.hashtags;
        post.facts = caption.facts;
        post.written_by = caption.credit.writer;
        if (credit_.session.empty()) credit_ = caption.credit;
        auto const& session = caption.credit.session;
        if (!session.empty() && (sessions_.empty() || sessions_.back() != session)) sessions_.push_back(session);
        post.frame = caption.frame;
        remember_frame(caption.frame);
        used_.push_back(caption.text);
        sheet_.posts.push_back(std::move(post));
    }

    void remember_frame(std::string const& frame) {
        if (!frame.empty()) used_frames_.push_back(frame);
    }

    Making const& making_;
    artist::Document const& artist_;
    std::string title_;
    writing::Ways ways_;
    PostSheet sheet_;
    std::vector<std::string> used_;
    std::vector<std::string> used_frames_;
    writing::Credit credit_;
    std::vector<std::string> sessions_;
};

/// "" when there is no song yet.
Result<std::string> song_title(Making const& making) {
    if (!making.request.words) return std::string();
    return TRY(find_content(making.studio, *making.request.words)).title;
}

bool is_wanted(planning::PlanItem const& item, MakeRequest const& request) {
    if (item.platform == "stores") return false;
    return !request.item || to_string(item.id) == *request.item;
}

Result<void> fill_from_plan(Making const& making, artist::Document const& artist, Sheet& sheet) {
    auto const plan = TRY(making.studio.plans.find_by_artist(artist.id));
    double done = 0;
    for (auto const& item : plan.items) {
        if (making.stop.stop_requested()) return fail(ErrorCode::cancelled, "captions: stopped");
        making.report(done++ / static_cast<double>(plan.items.size()), "writing");
        if (is_wanted(item, making.request)) TRY(sheet.add(item, plan));
    }
    return {};
}

}  // namespace

Result<catalog::Content> make_posts(Making const& making) {
    auto& studio = making.studio;
    auto const artist = TRY(find_artist(studio, making.request.artist));
    auto const title = TRY(song_title(making));
    auto const variation = TRY(vary(studio, "captions", artist, making.request.content));
    Sheet sheet(making, artist, title, variation.ways);
    TRY(sheet.remember_earlier_posts());
    auto const plan = studio.plans.find_by_artist(artist.id);
    if (!plan && plan.error().code != ErrorCode::not_found) return tl::unexpected(plan.error());
    if (plan) TRY(fill_from_plan(making, artist, sheet));
    else TRY(sheet.add_free(making.request.count));

    auto content = TRY(begin_content(making, catalog::ContentKind::post, title.empty() ? "Posts of " + artist.name() : "Posts for " + title));
    content.details = json::to_value(sheet.done());
    credit_to(content, sheet.credit());
    content.provenance.seed = making.request.seed;
    content.provenance.licence = "owned by the user";
    note_arms(content, variation.arms, sheet.sessions());
    TRY(add_text(studio, content, post_sheet_name, "captions", json::pretty(sheet.done())));
    return content;
}

}  // namespace troupe::flow
