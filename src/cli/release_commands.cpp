#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/content_text.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "distribution/receive/receive.hpp"
#include "distribution/xsd.hpp"
#include "flow/begin_release.hpp"
#include "flow/deliver.hpp"
#include "flow/edit_release.hpp"
#include "flow/form_kit.hpp"
#include "flow/handlers.hpp"
#include "flow/pack_release.hpp"
#include "flow/release_checks.hpp"
#include "flow/release_codes.hpp"
#include "flow/store_answers.hpp"

namespace troupe::cli {
namespace {

struct ById {
    std::string id;
};
void take_release(CLI::App& sub, ById& values) { sub.add_option("RELEASE", values.id, "The release, as `content list ARTIST --type release` prints it")->required(); }

/// Works on them in this process, with their progress.
Result<void> run_shown(Shell& shell, std::vector<jobs::JobId> const& ids) {
    auto& studio = *TRY(shell.studio());
    std::vector<jobs::Job> jobs;
    for (auto const& id : ids) jobs.push_back(TRY(studio.queue.find(id)));
    ProgressDisplay display(shell.err, shell.err_is_terminal, jobs);
    TRY(flow::run_jobs(studio, ids, &display, shell.stop));
    return {};
}

/// Of several tracks which they are, in their order.
std::string tracks_text(distribution::Release const& release) {
    if (release.tracks.size() < 2) return {};
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        auto const& track = release.tracks[i];
        auto const seconds = static_cast<int>(track.seconds.count());
        rows.push_back({std::to_string(i + 1), distribution::full_title(track.title, track.version), fmt::format("{}:{:02}", seconds / 60, seconds % 60),
                        track.isrc.value.empty() ? "-" : track.isrc.value, track.file});
    }
    return fmt::format("\n{}, {}, out {}\n", release.title, json::enum_name(release.kind), format_date(release.release_date)) +
           table({"TRACK", "TITLE", "LENGTH", "ISRC", "FILE"}, rows);
}

Result<Answer> shown_release(flow::Studio& studio, std::string const& id) {
    auto const content = TRY(flow::find_release(studio, id));
    auto answer = TRY(content_answer(studio, content));
    if (auto const release = flow::release_of(content)) answer.text += tracks_text(*release);
    return answer;
}

struct CreateOptions : flow::ReleaseOrder {
    std::string kind;
};
void describe_create(CLI::App& sub, CreateOptions& options) {
    sub.add_option("ID", options.artist, "The artist")->required();
    sub.add_option("--track", options.tracks, "An approved track, as `content list ID --type track` prints it; once for each, in their order")->allow_extra_args(false);
    sub.add_option("--title", options.title, "Default: the only track's, the cover's, or one that is written");
    sub.add_option("--type", options.kind, "Default: what stores call it by number and length")->check(CLI::IsMember({"single", "ep", "album", "video_single"}));
    sub.add_option("--cover", options.cover, "A cover that exists (default: one is made for the title)");
    sub.add_option("--video", options.video, "The teaser or lyric video that a video single shows");
    sub.add_option("--seed", options.seed, "Of what is made new");
    sub.footer("Without --track a new song is written, made and packed with cover and videos.\n"
               "  troupe release create ID --track A --track B --track C --track D --title \"Night Lines\"\n"
               "  troupe release create ID --track A --video V --type video_single");
}

/// A new song as a release, or a release of finished tracks.
Result<Answer> create(Shell& shell, CreateOptions const& options) {
    auto order = static_cast<flow::ReleaseOrder const&>(options);
    if (!options.kind.empty()) order.type = TRY(json::enum_from<distribution::ReleaseKind>(options.kind, "type"));
    bool const is_of_tracks = !order.tracks.empty() || !order.title.empty() || order.type || order.cover || order.video;
    if (!is_of_tracks) return generate_content(shell, {.artist = order.artist, .type = "release", .seed = order.seed});
    auto& studio = *TRY(shell.studio());
    auto const generation = TRY(flow::begin_release(studio, order));
    TRY(run_shown(shell, generation.jobs));
    return shown_release(studio, generation.contents.front());
}

std::string deliveries_text(std::vector<distribution::DeliveryRecord> const& records) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& record : records)
        rows.push_back({record.store, json::enum_name(record.state), record.attempts.empty() ? "" : record.attempts.back().batch_id, record.reason});
    return table({"STORE", "STATE", "BATCH", "WHY"}, rows);
}

/// The release with what became of it at the stores.
Result<Answer> show(Shell& shell, ById const& values) {
    auto& studio = *TRY(shell.studio());
    auto answer = TRY(shown_release(studio, values.id));
    auto const deliveries = TRY(flow::deliveries_of(studio, values.id));
    answer.value.as_object()["deliveries"] = json::to_value(deliveries);
    answer.text += "\n" + deliveries_text(deliveries);
    return answer;
}

struct EditOptions : ById {
    std::vector<std::string> changes;
};
void describe_edit(CLI::App& sub, EditOptions& options) {
    take_release(sub, options);
    sub.add_option("FIELD=VALUE", options.changes, "release_date=2026-12-18")->required();
    sub.footer("  title=\"Night Lines\"  version=\"Deluxe Edition\"  type=ep  release_date=2026-12-18\n"
               "  p_line.owner=\"Example Records\"  'territories=[\"DE\",\"AT\"]'  'pre_order={\"start\":\"2026-12-01\"}'\n"
               "  'order=[2,1,3,4]'                                   the present numbers of the tracks, in their new order\n"
               "  'tracks[0].title=Low Water'  'tracks[0].version=Night Edit'\n"
               "  'tracks[0].contributors[+]={\"name\":\"Ida Sund\",\"roles\":[\"Lyricist\"],\"share_bp\":2500}'   shares in 1/100 %, 10000 together\n"
               "  cover=ID   another cover; one that says a title which changes is made again with the new one\n"
               "Tags, folders, checks and the package follow; what was approved goes back to review. `troupe content history RELEASE` shows every\n"
               "revision, `troupe content undo RELEASE --to N` goes back to one.");
}
Result<Answer> edit(Shell& shell, EditOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const jobs = TRY(flow::begin_release_edit(studio, {options.id, options.changes}));
    TRY(run_shown(shell, jobs));
    auto answer = TRY(shown_release(studio, options.id));
    auto const output = TRY(studio.queue.find(jobs.back())).output;
    auto const& remarks = output.at("remarks");
    answer.value.as_object()["remarks"] = remarks;
    for (auto const& remark : remarks.as_array()) answer.text += fmt::format("Note: {}\n", std::string_view(remark.as_string()));
    return answer;
}

struct DeliverOptions : ById {
    std::string store;
    bool again = false;
};
void describe_deliver(CLI::App& sub, DeliverOptions& options) {
    take_release(sub, options);
    sub.add_option("--to", options.store, "The store's id, as `release show` lists it")->required();
    sub.add_flag("--again", options.again, "All of it, though the store has it as it is");
}
void describe_takedown(CLI::App& sub, DeliverOptions& options) {
    take_release(sub, options);
    sub.add_option("--to", options.store, "One store; by default every store that has it");
}

Result<Answer> run_deliveries(Shell& shell, std::string const& release, std::vector<flow::BegunDelivery> const& begun) {
    auto& studio = *TRY(shell.studio());
    std::vector<jobs::JobId> ids;
    for (auto const& each : begun) ids.push_back(each.job);
    TRY(run_shown(shell, ids));
    TRY(flow::finish_packing(studio, release, shell.stop));  // what a delivery has packed by itself is done at once
    std::vector<distribution::DeliveryRecord> records;
    for (auto const& each : begun) {
        auto const record = TRY(studio.deliveries.find(each.record.release, each.record.store));
        if (record) records.push_back(*record);
    }
    bool const was_held = std::any_of(records.begin(), records.end(), [](auto const& record) { return record.state == distribution::DeliveryState::held; });
    return Answer{json::Object{{"id", release}, {"deliveries", json::to_value(records)}}, deliveries_text(records), was_held ? 1 : 0};
}

Result<Answer> deliver(Shell& shell, DeliverOptions const& options) {
    return run_deliveries(shell, options.id, {TRY(flow::begin_delivery(*TRY(shell.studio()), options.id, options.store, "owner",
                                                                  options.again ? flow::Repeat::send : flow::Repeat::refuse))});
}

Result<Answer> take_down(Shell& shell, DeliverOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const stores = options.store.empty() ? TRY(flow::stores_with(studio, options.id)) : std::vector<std::string>{options.store};
    if (stores.empty()) return fail(ErrorCode::conflict, fmt::format("release {}: no store has it; there is nothing to take down", options.id));
    std::vector<flow::BegunDelivery> begun;
    for (auto const& store : stores) begun.push_back(TRY(flow::begin_takedown(studio, options.id, store)));
    return run_deliveries(shell, options.id, begun);
}

struct AnswersOptions {
    std::string store;
};
void describe_answers(CLI::App& sub, AnswersOptions& options) { sub.add_option("--from", options.store, "The store's id")->required(); }
Result<Answer> answers(Shell& shell, AnswersOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const job = TRY(flow::begin_answers(studio, options.store));
    auto const done = TRY(flow::run_jobs(studio, {job}, nullptr, shell.stop));
    auto const taken = TRY(json::from_value<flow::AnswersTaken>(done.front().output));
    std::string text = taken.changed.empty() ? "Nothing new.\n" : deliveries_text(taken.changed);
    for (auto const& file : taken.unread) text += "Not understood: " + file + "\n";
    return Answer{json::to_value(taken), text};
}

struct ReceiveOptions {
    std::string batch, acknowledgements;
};
void describe_receive(CLI::App& sub, ReceiveOptions& options) {
    sub.add_option("DIR", options.batch, "A batch: the folder with BatchComplete_<batch>.xml")->required();
    sub.add_option("--ack", options.acknowledgements, "Folder for the acknowledgement");
}
/// As a store would: exit code 1 when the batch is refused.
Result<Answer> receive(Shell& shell, ReceiveOptions const& options) {
    distribution::ReceiveRequest const request{options.batch, distribution::schema_folder(shell.configuration).value_or("")};
    auto const receipt = TRY(distribution::receive(request));
    auto value = json::to_value(receipt).as_object();
    auto text = fmt::format("{} {}\n", receipt.batch, receipt.is_accepted ? "is accepted" : "is refused");
    for (auto const& problem : receipt.problems) text += fmt::format("{} {}: {}\n", problem.file, problem.field, problem.message);
    if (receipt.release) text += json::pretty(json::to_value(*receipt.release));
    if (!options.acknowledgements.empty()) {
        auto const file = TRY(distribution::acknowledge(receipt, options.acknowledgements, SystemClock().now()));
        value["acknowledgement"] = file.string();
        text += file.string() + "\n";
    }
    return Answer{value, text, receipt.is_accepted ? 0 : 1};
}

/// What is told of AI, to whom, and on whose word.
std::string disclosure_text(distribution::AiSummary const& ai) {
    if (ai.categories.empty()) return {};
    std::string text = fmt::format("AI in the recording: {}\n", json::enum_name(ai.contains));
    for (auto const& category : ai.categories) text += fmt::format("  {:<28} {:<7} {}\n", category.name, json::enum_name(category.share), text::join(category.engines, ", "));
    text += fmt::format("  Apple: {}\n", ai.apple_tags.empty() ? "no tag" : text::join(ai.apple_tags, ", "));
    for (auto const& credit : ai.spotify_credits) text += fmt::format("  Spotify: {}: {}\n", credit.category, credit.wording);
    for (auto const& decision : ai.decisions)
        text += fmt::format("  {} of {} counts as {} ({}: {})\n", decision.aspect, decision.file, json::enum_name(decision.counted), decision.by, decision.why);
    return text;
}

struct CheckValues {
    std::string id;
    bool fixes = false;
};
void take_check(CLI::App& sub, CheckValues& values) {
    sub.add_option("RELEASE", values.id, "The release, as `content list ARTIST --type release` prints it")->required();
    sub.add_flag("--fix", values.fixes, "Mend slips of its description that have one right form; what else is to do stands beside each finding");
}

/// What still blocks it: the files as they were measured when the release was made, all else as it is now. Takes the codes
/// that the label has for it.
Result<Answer> check(Shell& shell, CheckValues const& values) {
    auto& studio = *TRY(shell.studio());
    TRY(flow::reserve_codes(studio, values.id, "owner"));
    std::vector<distribution::Fix> fixes;
    if (values.fixes) fixes = TRY(flow::apply_fixes(studio, TRY(flow::plan_fixes(studio, values.id)))).fixes;
    TRY(flow::finish_packing(studio, values.id, shell.stop));
    auto const preflight = TRY(flow::check_release(studio, TRY(flow::find_release(studio, values.id))));
    std::string text = preflight.verdict + "\n";
    for (auto const& fix : fixes) text += fmt::format("mended   {} {}: \"{}\" is now \"{}\"\n", fix.rule, fix.field, fix.before, fix.after);
    for (auto const& finding : preflight.findings)
        text += fmt::format("{:<8} {} {}: {} (asked: {})\n         {}\n", json::enum_name(finding.severity), finding.rule, finding.asset, finding.measured,
                            finding.limit, finding.fix);
    text += fmt::format("{} rules hold.\n", preflight.passed.size());
    text += disclosure_text(preflight.ai);
    for (auto const& store : preflight.stores) text += fmt::format("{:<16} {:<6} {}\n", store.store, store.state, store.reason);
    json::Object value = json::to_value(preflight).as_object();
    value["id"] = values.id;
    if (values.fixes) value["fixes"] = json::to_value(fixes);
    return Answer{value, text, preflight.has_blockers ? 1 : 0};
}

struct KitOptions : ById {
    std::string form = flow::any_form, out;
};
void describe_kit(CLI::App& sub, KitOptions& options) {
    take_release(sub, options);
    sub.add_option("--for", options.form, "The form: generic, distrokid, tunecore, cd_baby, bandcamp, or one of TROUPE_FORMS_DB_PATH")->capture_default_str();
    sub.add_option("--out", options.out, "The folder that it becomes: masters, cover, lyrics, fields.html and fields.csv")->required();
    sub.footer("For stores and distributors that have no API: a person opens fields.html, copies what it says into the form, and uploads the files\n"
               "beside it. Codes that a distributor gives are left empty; `troupe release codes set` writes them down afterwards.");
}
/// Exit code 1 while something is to do before the upload.
Result<Answer> kit(Shell& shell, KitOptions const& options) {
    auto& studio = *TRY(shell.studio());
    TRY(flow::finish_packing(studio, options.id, shell.stop));
    auto const made = TRY(flow::write_form_kit(studio, options.id, options.form, options.out));
    std::string text = (made.folder / "fields.html").string() + "\n";
    for (auto const& each : made.sheet.to_do) text += "Before you upload: " + each + "\n";
    json::Object const value{{"id", options.id}, {"folder", made.folder.string()}, {"files", json::to_value(made.files)}, {"sheet", json::to_value(made.sheet)}};
    return Answer{value, text, made.sheet.is_draft ? 1 : 0};
}

}  // namespace

void add_release(Menu const& menu) {
    auto& release = menu.group("release", "Releases: a song with cover, videos, checks and package");
    menu.add<CreateOptions>(release, "create", "Make the artist's next release: a new song, or tracks that exist", describe_create, create);
    menu.add<ById>(release, "show", "Its files, and how it stands with every store", take_release, show);
    menu.add<EditOptions>(release, "edit", "Change its titles, credits, splits, dates or the order of its tracks", describe_edit, edit);
    add_decisions(menu, release, "release");
    menu.add<DeliverOptions>(release, "deliver", "Send it to a store; again: what has changed, or what is missing", describe_deliver, deliver);
    menu.add<DeliverOptions>(release, "takedown", "Tell stores that it is gone", describe_takedown, take_down);
    menu.add<AnswersOptions>(release, "answers", "Read what a store answered", describe_answers, answers);
    menu.add<ReceiveOptions>(menu.app, "receive", "Take a batch in as a store would; exit code 1 when it is refused", describe_receive, receive);
    menu.add<CheckValues>(release, "check", "What still blocks a delivery; exit code 1 when something does", take_check, check);
    menu.add<KitOptions>(release, "kit", "A folder for a person who fills in a distributor's form; exit code 1 when something is to do before", describe_kit, kit);
    add_codes(menu, release);
}

}  // namespace troupe::cli
