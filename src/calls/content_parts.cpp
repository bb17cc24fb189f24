#include "calls/content_parts.hpp"

#include "flow/content_files.hpp"

namespace troupe::calls {

using catalog::Content;

namespace {

json::Value gist(Content const& content) {
    return json::Object{
        {"title", content.title}, {"state", json::enum_name(content.state)}, {"revision", content.revision}};
}

}  // namespace

Page<Label> labels(catalog::ContentPage const& page) {
    Page<Label> all;
    for (auto const& each : page.contents)
        all.items.push_back(
            {each.id, each.artist, each.kind, each.title, each.state, each.revision, each.created, each.updated});
    all.next = page_end(page.next);
    return all;
}

Result<Content> read_before(Context& context, std::string const& id) {
    auto const content = TRY(flow::find_content(context.studio(), id));
    TRY(context.expect_version(content.revision));
    return content;
}

Content changed(Context& context, Content const& was, Content const& is, std::string const& reason) {
    context.change = Change{to_string(is.id), gist(was), gist(is), reason};
    return is;
}

}  // namespace troupe::calls
