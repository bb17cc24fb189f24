#include <fmt/format.h>

#include "cli/ask.hpp"
#include "cli/commands.hpp"
#include "cli/content_text.hpp"
#include "flow/content_files.hpp"

/// Approve and reject, of a content or a release.
namespace troupe::cli {
namespace {

struct DecideOptions {
    std::string id, words;
};

std::string text_of(catalog::Content const& content) {
    bool const is_approved = content.state == catalog::ContentState::approved;
    return fmt::format("\"{}\" ({}) {}.\n", content.title, json::enum_name(content.kind), is_approved ? "may go out" : "may not go out");
}

/// `call`: "content.approve"; `words`: the field that takes them there.
Result<Answer> decide(Shell& shell, std::string const& call, std::string const& words, DecideOptions const& options) {
    auto const id_field = call.substr(0, call.find('.')) + "_id";
    TRY(ask(shell, call, {{id_field, options.id}, {words, options.words}}));
    auto& studio = *TRY(shell.studio());
    auto const content = TRY(flow::find_content(studio, options.id));
    return Answer{TRY(content_answer(studio, content)).value, text_of(content)};
}

}  // namespace

void add_decisions(Menu const& menu, CLI::App& group, std::string const& what) {
    auto const id = what == "release" ? "RELEASE" : "ID";
    auto const comment = what == "release" ? "reason" : "comment";
    menu.add<DecideOptions>(group, "approve", "May go out",
                            [=](CLI::App& sub, DecideOptions& options) {
                                sub.add_option(id, options.id, "The " + what)->required();
                                sub.add_option("--comment", options.words, "For those who read of it later");
                            },
                            [=](Shell& shell, DecideOptions const& options) { return decide(shell, what + ".approve", comment, options); });
    menu.add<DecideOptions>(group, "reject", "May not, and why",
                            [=](CLI::App& sub, DecideOptions& options) {
                                sub.add_option(id, options.id, "The " + what)->required();
                                sub.add_option("--reason", options.words, "What is wrong with it")->required();
                            },
                            [=](Shell& shell, DecideOptions const& options) { return decide(shell, what + ".reject", "reason", options); });
}

}  // namespace troupe::cli
