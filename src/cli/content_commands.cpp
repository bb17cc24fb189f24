#include <fmt/format.h>

#include <ostream>

#include "base/text.hpp"
#include "catalog/content.hpp"
#include "cli/commands.hpp"
#include "cli/content_text.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "flow/add_material.hpp"
#include "flow/content_files.hpp"
#include "flow/costs.hpp"
#include "flow/edit_content.hpp"
#include "flow/handlers.hpp"
#include "flow/prompts.hpp"
#include "flow/redo_track.hpp"
#include "flow/track_details.hpp"

namespace troupe::cli {
namespace {

struct GenerateOptions {
    flow::GenerateRequest request;
    std::string aspect = "9:16";
};
void describe_generate(CLI::App& sub, GenerateOptions& options) {
    sub.add_option("ID", options.request.artist, "The artist")->required();
    sub.add_option("--type", options.request.type, "track, lyrics, cover, kit, teaser, lyric_video, canvas, post or release")->required();
    sub.add_option("--item", options.request.item, "Plan item it is for");
    sub.add_option("--seed", options.request.seed, "Same seed, same result");
    sub.add_option("--takes", options.request.takes, "How many, 1 to 10")->capture_default_str();
    sub.add_option("--aspect", options.aspect, "Of a teaser or lyric video")->check(CLI::IsMember({"9:16", "1:1", "16:9"}))->capture_default_str();
    sub.add_option("--seconds", options.request.seconds, "Of a teaser, 6 to 60");
    for (auto const& [factor, what] : {std::pair("genre", "Of the genre table"), {"mood", "Of the mood table"}, {"mode", "One of the artist's"},
                                       {"lyric_theme", "One of the artist's"}, {"visual_family", "Of covers"}, {"tempo", "BPM"}}) {
        auto const wish = [&options, factor = std::string(factor)](std::string const& value) { options.request.wishes[factor] = value; };
        sub.add_option_function<std::string>("--" + text::replace_all(factor, "_", "-"), wish, fmt::format("{}: wins over what was learned and drawn", what));
    }
}
Result<Answer> generate(Shell& shell, GenerateOptions const& options) {
    auto request = options.request;
    request.aspect = options.aspect == "1:1"    ? visual::Aspect::square_1x1
                     : options.aspect == "16:9" ? visual::Aspect::landscape_16x9
                                                : visual::Aspect::portrait_9x16;
    return generate_content(shell, request);
}

struct CostsOptions {
    std::string artist;
    std::string type;
    int takes = 1;
};
Result<Answer> costs(Shell& shell, CostsOptions const& options) {
    auto& studio = *TRY(shell.studio());
    TRY(flow::find_artist(studio, options.artist));
    auto const expected = TRY(flow::expected_costs(studio.preferences.fares, options.type, options.takes));
    std::vector<std::vector<std::string>> rows;
    for (auto const& item : expected.items)
        rows.push_back({json::enum_name(item.work), item.maker, std::to_string(item.count),
                        item.micros ? fmt::format("{:.2f}{}", static_cast<double>(*item.micros) / 1e6, item.is_most ? " at most" : "") : "not known",
                        item.unit, item.basis});
    auto const lines = rows.empty() ? "" : table({"WORK", "MAKER", "ORDERS", "COST", "UNIT", "FROM"}, rows);
    return Answer{json::to_value(expected), lines + expected.summary + "\n"};
}

struct ListOptions {
    std::string artist;
    std::string type;
};
Result<Answer> list(Shell& shell, ListOptions const& options) {
    auto& studio = *TRY(shell.studio());
    catalog::ContentQuery query{.artist = TRY(flow::find_artist(studio, options.artist)).id, .limit = 500};
    if (!options.type.empty()) query.kind = TRY(json::enum_from<catalog::ContentKind>(options.type, "--type"));
    json::Array all;
    std::vector<std::vector<std::string>> rows;
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& content : page.contents) {
            all.push_back(json::Object{{"id", to_string(content.id)}, {"kind", json::enum_name(content.kind)}, {"title", content.title},
                                       {"state", json::enum_name(content.state)}, {"created", format_time(content.created)}});
            rows.push_back({to_string(content.id), json::enum_name(content.kind), json::enum_name(content.state), content.title});
        }
        query.after = page.next;
    } while (query.after);
    auto const text = rows.empty() ? fmt::format("Nothing yet: troupe content generate {} --type track\n", options.artist) : table({"ID", "KIND", "STATE", "TITLE"}, rows);
    return Answer{all, text};
}

struct ById {
    std::string id;
};
void take_id(CLI::App& sub, ById& values) { sub.add_option("ID", values.id, "The content")->required(); }
Result<Answer> show(Shell& shell, ById const& values) {
    auto& studio = *TRY(shell.studio());
    return content_answer(studio, TRY(flow::find_content(studio, values.id)));
}

Result<Answer> edited(flow::Studio& studio, flow::EditedContent const& edited) {
    auto answer = TRY(content_answer(studio, edited.content));
    answer.value.as_object()["remarks"] = json::to_value(edited.remarks);
    for (auto const& remark : edited.remarks) answer.text += "Note: " + remark + "\n";
    return answer;
}

struct EditOptions : ById {
    std::vector<std::string> changes;
};
void describe_edit(CLI::App& sub, EditOptions& options) {
    take_id(sub, options);
    sub.add_option("FIELD=VALUE", options.changes, "title=\"Low Water\"")->required();
    sub.footer("  title=\"Low Water\"                              of anything but a release\n"
               "  notes=\"Ask Ana about the bridge\"               for people\n"
               "  'sections[0].lines[2].text=Salt on the rail'   of lyrics; sections[0].lines[+].text= adds a line, sections[0].lines[-1]= removes one\n"
               "  'posts[3].text=Out on Friday'                  of posts; posts[3].hashtags[+]=#techno adds a hashtag\n"
               "Syllables and rhymes are counted again, platforms' limits kept, and lyrics.txt or captions.json written anew. What was approved goes\n"
               "back to review. `troupe content history ID` shows every revision, `troupe content undo ID --to N` goes back to one.");
}
Result<Answer> edit(Shell& shell, EditOptions const& options) {
    std::vector<flow::FieldChange> changes;
    for (auto const& text : options.changes) changes.push_back(TRY(flow::parse_field_change(text)));
    auto& studio = *TRY(shell.studio());
    return edited(studio, TRY(flow::edit_content(studio, options.id, changes, "owner")));
}

struct UndoOptions : ById {
    std::optional<int> to;
};
Result<Answer> undo(Shell& shell, UndoOptions const& options) {
    auto& studio = *TRY(shell.studio());
    return edited(studio, TRY(flow::undo_content(studio, options.id, options.to)));
}

Result<Answer> history(Shell& shell, ById const& values) {
    json::Array revisions;
    std::string text;
    for (auto const& revision : TRY(flow::content_history(*TRY(shell.studio()), values.id))) {
        auto const& content = revision.content;
        revisions.push_back(json::Object{{"revision", content.revision}, {"at", format_time(content.updated)}, {"changed", json::to_value(revision.changed)},
                                         {"content", json::to_value(content)}});
        text += fmt::format("{:3}  {}  {:<10} \"{}\"\n", content.revision, format_time(content.updated).substr(0, 19), json::enum_name(content.state), content.title);
        for (auto const& field : revision.changed) text += "       " + field + "\n";
    }
    return Answer{json::Object{{"id", values.id}, {"revisions", revisions}}, text};
}

/// One line for each thing that is done, as it begins.
flow::Report report_to(Shell& shell) {
    return [&shell, last = std::string()](double fraction, std::string const& what) mutable {
        if (what != last) shell.err << fmt::format("{:3.0f} %  {}\n", fraction * 100, what) << std::flush;
        last = what;
    };
}

struct AddOptions {
    flow::MaterialRequest request;
    std::vector<std::string> files;
    std::string role;
};
void describe_add(CLI::App& sub, AddOptions& options) {
    sub.add_option("ID", options.request.target, "The artist, for a finished song; the track, for stems and vocals")->required();
    sub.add_option("FILE", options.files, "WAV or FLAC; MP3 and OGG are read, too")->required();
    sub.add_option("--role", options.role, "master: a finished song; stem, vocals: mixed into the track")->required();
    sub.add_option("--rights", options.request.rights, "Who owns the recording and who may use it")->required();
    sub.add_option("--by", options.request.by, "Who sang, played or made it");
    sub.add_option("--title", options.request.title, "Of a finished song; by default the file's name");
    sub.add_option("--at", options.request.at, "Where stems and vocals begin: seconds (12.5) or a bar (\"bar 9\")");
}
Result<Answer> add(Shell& shell, AddOptions const& options) {
    auto request = options.request;
    request.role = TRY(json::enum_from<flow::MaterialRole>(options.role, "--role"));
    request.files.assign(options.files.begin(), options.files.end());
    auto& studio = *TRY(shell.studio());
    return edited(studio, TRY(flow::add_material(studio, request, report_to(shell), shell.stop)));
}

struct RedoOptions : ById {
    int section = 0;
    std::optional<std::uint64_t> seed;
};
Result<Answer> redo(Shell& shell, RedoOptions const& options) {
    auto& studio = *TRY(shell.studio());
    return edited(studio, TRY(flow::redo_section(studio, {options.id, options.section, options.seed}, report_to(shell), shell.stop)));
}

Result<Answer> choose(Shell& shell, ById const& values) {
    auto& studio = *TRY(shell.studio());
    return content_answer(studio, TRY(flow::choose_take(studio, values.id, "owner")));
}

struct ExportOptions : ById {
    std::string out, formats;
};
Result<Answer> export_files(Shell& shell, ExportOptions const& options) {
    auto const formats = TRY(music::parse_formats(options.formats));
    auto const folder = std::filesystem::absolute(options.out);
    json::Array files;
    std::string text;
    for (auto const& file : TRY(flow::export_content(*TRY(shell.studio()), options.id, folder, formats, shell.stop))) {
        files.push_back(json::Value(file.string()));
        text += file.string() + "\n";
    }
    return Answer{json::Object{{"id", options.id}, {"files", files}}, text};
}

void describe_prompts(CLI::App& sub, flow::PromptRequest& request) {
    sub.add_option("ID", request.artist, "The artist")->required();
    sub.add_option("--for", request.what, "Only one of artist, track and video");
    sub.add_option("--content", request.content, "The track, lyrics or teaser they are about; by default the latest track, or a planned one");
    sub.add_option("--item", request.item, "Plan item they are for");
    sub.add_option("--platform", request.platform, "Of the video; by default the artist's first");
}

/// A field to be copied out: what it is, how long it is, and nothing else on its lines.
std::string field(std::string_view name, std::string const& words) { return fmt::format("{} ({} characters)\n{}\n\n", name, text::length(words), words); }

std::string texts_of(writing::provider_prompts::Texts const& texts) { return field("Short", texts.brief) + field("Medium", texts.medium) + field("Long", texts.full); }

std::string verdict(std::string_view what, flow::PromptFindings const& found) {
    auto out = fmt::format("{} PROMPT, score {:.2f}\n", what, found.score);
    for (auto const& finding : found.findings) out += "- " + finding + "\n";
    return out + "\n";
}

Result<Answer> prompts(Shell& shell, flow::PromptRequest const& request) {
    auto const set = TRY(flow::make_prompts(*TRY(shell.studio()), request));
    std::string out;
    if (set.artist) out += verdict("ARTIST", set.assessments.at("artist")) + texts_of(set.artist->text) + field("Negative", set.artist->negative);
    if (set.track)
        out += verdict("TRACK", set.assessments.at("track")) + texts_of(set.track->text) + field("Style, short", set.track->style_short) +
               field("Style, long", set.track->style_long) + field("Lyrics", set.track->lyrics) + field("Negative", text::join(set.track->negative, ", "));
    if (set.video) out += verdict("VIDEO", set.assessments.at("video")) + texts_of(set.video->text) + field("Negative", set.video->negative);
    return Answer{json::to_value(set), out};
}

}  // namespace

Result<Answer> content_answer(flow::Studio& studio, catalog::Content const& content) {
    auto value = json::to_value(content).as_object();
    json::Array files;
    std::string text = fmt::format("{} \"{}\" ({})\nId      {}\nMade by {} {}, seed {}\n", text::capitalised(json::enum_name(content.kind)), content.title,
                                   json::enum_name(content.state), to_string(content.id), content.provenance.engine, content.provenance.engine_version, content.seed);
    auto const disclosure = media::disclosure(content.provenance.ai);
    if (!disclosure.empty()) text += "AI      " + disclosure + "\n";
    if (auto const track = flow::track_details(content))
        for (auto const& note : track->notes) text += "Note    " + note + "\n";
    for (auto const& file : content.files) {
        auto const path = TRY(studio.assets.path_of(file.asset)).string();
        files.push_back(json::Object{{"name", file.name}, {"role", file.role}, {"path", path}, {"sha256", file.asset},
                                     {"media_type", file.media_type}, {"size_bytes", file.size_bytes}});
        text += fmt::format("{:<22} {}\n", file.name, path);
    }
    value["files"] = files;
    return Answer{value, text};
}

namespace {

/// The best take as its files; all of them as a table and, for programs, in full.
Result<Answer> takes_answer(flow::Studio& studio, std::string const& best) {
    auto const content = TRY(flow::find_content(studio, best));
    auto answer = TRY(content_answer(studio, content));
    json::Array all;
    std::vector<std::vector<std::string>> rows;
    for (auto const& take : TRY(flow::track_details(content)).takes) {
        auto value = TRY(content_answer(studio, TRY(flow::find_content(studio, take.content)))).value;
        value.as_object()["marks"] = json::to_value(take.marks);
        value.as_object()["reason"] = take.reason;
        rows.push_back({std::to_string(take.number), fmt::format("{:.2f}", take.marks.total), take.content, take.reason});
        all.push_back(std::move(value));
    }
    answer.value.as_object()["takes"] = std::move(all);
    answer.text += "\n" + table({"TAKE", "MARK", "ID", "WHY"}, rows) + "The first is the song; `troupe content choose ID` takes another instead.\n";
    return answer;
}

}  // namespace

Result<Answer> generate_content(Shell& shell, flow::GenerateRequest const& request) {
    TRY(flow::check_content_type(request.type));
    if (request.takes < 1 || request.takes > 10) return fail(ErrorCode::invalid_input, "--takes: expected 1 to 10");
    auto& studio = *TRY(shell.studio());
    auto const generation = TRY(flow::begin_generation(studio, request));
    auto const costs = TRY(flow::expected_costs(studio.preferences.fares, request.type, request.takes));
    if (!costs.items.empty()) shell.err << costs.summary << '\n';
    std::vector<jobs::Job> jobs;
    for (auto const& id : generation.jobs) jobs.push_back(TRY(studio.queue.find(id)));
    {
        ProgressDisplay display(shell.err, shell.err_is_terminal, jobs);
        TRY(flow::run_jobs(studio, generation.jobs, &display, shell.stop));
    }
    if (request.type == "track" && request.takes > 1) return takes_answer(studio, generation.contents.front());
    json::Array all;
    std::string text;
    for (auto const& id : generation.contents) {
        auto const one = TRY(content_answer(studio, TRY(flow::find_content(studio, id))));
        all.push_back(one.value);
        text += one.text;
    }
    return Answer{all.size() == 1 ? all.front() : json::Value(json::Object{{"id", all.front().at("id")}, {"takes", all}}), text};
}

void add_content(Menu const& menu) {
    auto& content = menu.group("content", "Songs, pictures, videos and words of an artist");
    menu.add<GenerateOptions>(content, "generate", "Make something", describe_generate, generate);
    menu.add<CostsOptions>(content, "costs", "What makers outside would ask for it, before anything is ordered",
                           [](CLI::App& sub, CostsOptions& options) {
                               sub.add_option("ID", options.artist, "The artist")->required();
                               sub.add_option("--type", options.type, "As of generate")->required();
                               sub.add_option("--takes", options.takes, "How many, 1 to 10")->capture_default_str();
                           },
                           costs);
    menu.add<ListOptions>(content, "list", "What was made",
                          [](CLI::App& sub, ListOptions& options) {
                              sub.add_option("ID", options.artist, "The artist")->required();
                              sub.add_option("--type", options.type, "Only this kind");
                          },
                          list);
    menu.add<flow::PromptRequest>(content, "prompts", "The artist, a song and a video in words, for makers elsewhere", describe_prompts, prompts);
    menu.add<ById>(content, "show", "One content with its files", take_id, show);
    menu.add<EditOptions>(content, "edit", "Change words by hand, as a new revision", describe_edit, edit);
    menu.add<ById>(content, "history", "Every revision: when, and what changed", take_id, history);
    menu.add<UndoOptions>(content, "undo", "Back to an earlier revision, as a new one",
                          [](CLI::App& sub, UndoOptions& options) {
                              take_id(sub, options);
                              sub.add_option("--to", options.to, "Revision to go back to (default: the latest with other words)");
                          },
                          undo);
    menu.add<AddOptions>(content, "add", "A person's own song, stems or sung line, with its rights noted", describe_add, add);
    menu.add<RedoOptions>(content, "redo", "One section of a track made anew, as a new revision; the rest stays the same to the sample",
                          [](CLI::App& sub, RedoOptions& options) {
                              take_id(sub, options);
                              sub.add_option("--section", options.section, "Which one, counted from 1")->required();
                              sub.add_option("--seed", options.seed, "Same seed, same section");
                          },
                          redo);
    menu.add<ById>(content, "choose", "This take of a song instead of the others", take_id, choose);
    menu.add<ExportOptions>(content, "export", "Its files in a folder, and others of a track's master",
                            [](CLI::App& sub, ExportOptions& options) {
                                take_id(sub, options);
                                sub.add_option("--out", options.out, "The folder")->required();
                                sub.add_option("--formats", options.formats, "Of a track, besides: wav (16 bit, dithered), opus; with a comma between");
                            },
                            export_files);
    add_decisions(menu, content, "content");
}

}  // namespace troupe::cli
