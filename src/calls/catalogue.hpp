#pragma once

#include <type_traits>
#include <typeinfo>
#include <vector>

#include "artist/document_schema.hpp"
#include "calls/call.hpp"

namespace troupe::calls {

/// Every call there is.
class Catalogue {
public:
    /// All of Troupe's.
    [[nodiscard]] static Catalogue complete();

    /// A call whose input and output are described types; the schemas come from them.
    template <class In, class Out>
    void add(Call call, Result<Out> (*function)(Context&, In const&)) {
        for (auto const& field : path_fields(call))
            if (field.ends_with("_id")) call.ids.push_back(field);
        call.input = schema_of_input(json::schema_of<In>(json::Strictness::published, call.about), call);
        if constexpr (!std::is_same_v<Out, Answer>) {
            call.output = output_schema<Out>();
            call.output_name = output_name(typeid(Out));
        }
        call.run = [function](Context& context, json::Value const& input) -> Result<Answer> {
            auto const read = TRY(json::from_value<In>(input));
            auto made = TRY(function(context, read));
            if constexpr (std::is_same_v<Out, Answer>)
                return made;
            else
                return Answer{json::to_value(made), version_of(made)};
        };
        calls_.push_back(std::move(call));
    }

    /// As above, for functions that make the Answer themselves: an Out as JsonText, or Begun and, when its work is done, an Out;
    /// or one of a media type.
    template <class Out, class In>
    void add_answer(Call call, Result<Answer> (*function)(Context&, In const&)) {
        auto const output = output_schema<Out>();
        add<In, Answer>(std::move(call), function);
        calls_.back().output = output;
        calls_.back().output_name = output_name(typeid(Out));
    }
    template <class In>
    void add_file(std::string media_type, Call call, Result<Answer> (*function)(Context&, In const&)) {
        add<In, Answer>(std::move(call), function);
        calls_.back().media_type = std::move(media_type);
    }

    /// What the call that was added last looks at before its unit of work begins; it finds it in `context.prepared`.
    template <class In, class Plan>
    void prepared_by(Result<Plan> (*look)(Context&, In const&)) {
        calls_.back().prepare = [look](Context& context, json::Value const& input) -> Result<void> {
            auto const read = TRY(json::from_value<In>(input));
            context.prepared = TRY(look(context, read));
            return {};
        };
    }

    [[nodiscard]] std::vector<Call> const& calls() const { return calls_; }
    [[nodiscard]] Call const* find(std::string_view name) const;

private:
    /// "Content"; "ReleasePage" of Page<Release>; the document of an artist is an Artist.
    [[nodiscard]] static std::string output_name(std::type_info const& type);
    [[nodiscard]] static json::Value schema_of_input(json::Value schema, Call const& call);

    template <class Out>
    static json::Value output_schema() {
        if constexpr (std::is_same_v<Out, artist::Document>)
            return artist::document_schema();
        else
            return json::schema_of<Out>();
    }

    /// The number that edits count up, of types that have one.
    template <class Out>
    static std::optional<int> version_of(Out const& made) {
        if constexpr (requires { made.version.number; })
            return made.version.number;
        else if constexpr (requires { made.revision; })
            return made.revision;
        else
            return std::nullopt;
    }

    std::vector<Call> calls_;
};

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

void add_artists(Catalogue& catalogue);
void add_contents(Catalogue& catalogue);
void add_approvals(Catalogue& catalogue);
void add_plans(Catalogue& catalogue);
void add_releases(Catalogue& catalogue);
void add_release_codes(Catalogue& catalogue);
void add_posts(Catalogue& catalogue);
void add_reports(Catalogue& catalogue);
void add_trends(Catalogue& catalogue);
void add_jobs(Catalogue& catalogue);
void add_sessions(Catalogue& catalogue);
void add_access(Catalogue& catalogue);
void add_trials(Catalogue& catalogue);
void add_advice(Catalogue& catalogue);
void add_roster(Catalogue& catalogue);
void add_providers(Catalogue& catalogue);

}  // namespace troupe::calls
