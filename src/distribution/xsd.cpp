#include "distribution/xsd.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <mutex>

#include "base/text.hpp"
#include "distribution/semantic.hpp"

namespace troupe::distribution {
namespace {

constexpr std::size_t most_problems = 50;

template <auto free>
struct Freer {
    template <class T>
    void operator()(T* item) const {
        free(item);
    }
};
using Document = std::unique_ptr<xmlDoc, Freer<xmlFreeDoc>>;
using SchemaParser = std::unique_ptr<xmlSchemaParserCtxt, Freer<xmlSchemaFreeParserCtxt>>;
using Validator = std::unique_ptr<xmlSchemaValidCtxt, Freer<xmlSchemaFreeValidCtxt>>;

void collect(void* list, xmlError* error) {
    auto& problems = *static_cast<std::vector<SchemaProblem>*>(list);
    if (error == nullptr || problems.size() >= most_problems) return;
    std::string_view const message = error->message == nullptr ? "unknown" : error->message;
    problems.push_back({error->line, std::string(text::trim(message))});
}

/// While it lives, libxml2 opens no network address. The loader is one for the whole process, hence the lock.
class Offline {
public:
    Offline() : lock_(mutex()), before_(xmlGetExternalEntityLoader()) {
        xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
    }
    Offline(Offline const&) = delete;
    Offline& operator=(Offline const&) = delete;
    ~Offline() { xmlSetExternalEntityLoader(before_); }

private:
    static std::mutex& mutex() {
        static std::mutex only;
        return only;
    }
    std::lock_guard<std::mutex> lock_;
    xmlExternalEntityLoader before_;
};

struct Place {
    char const* folder;
    char const* name;  ///< for people
};

Place place_of(ErnVersion version) {
    switch (version) {
        case ErnVersion::ern_382:
            return {"ern-382", "ERN 3.8.2"};
        case ErnVersion::ern_432:
            return {"ern-432", "ERN 4.3.2"};
        default:
            return {"ern-43", "ERN 4.3"};
    }
}

Result<std::filesystem::path> find_schema(std::filesystem::path const& folder, ErnVersion version) {
    constexpr char const* file = "release-notification.xsd";
    auto const place = place_of(version);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder / place.folder / file, ignored)) return folder / place.folder / file;
    if (version == ErnVersion::ern_43 && std::filesystem::is_regular_file(folder / file, ignored)) return folder / file;
    return fail(ErrorCode::not_found,
                fmt::format("DDEX_XSD_DIR: {} holds no {}/{}; take the {} schema from ddex.net and put it there",
                            folder.string(), place.folder, file, place.name));
}

}  // namespace

struct MessageSchema::Parsed {
    std::unique_ptr<xmlSchema, Freer<xmlSchemaFree>> schema;
};

MessageSchema::MessageSchema(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
MessageSchema::MessageSchema(MessageSchema&&) noexcept = default;
MessageSchema::~MessageSchema() = default;

Result<MessageSchema> MessageSchema::load(std::filesystem::path const& folder, ErnVersion version) {
    auto const file = TRY(find_schema(folder, version));
    Offline const offline;
    std::vector<SchemaProblem> problems;
    SchemaParser parser(xmlSchemaNewParserCtxt(file.c_str()));
    if (!parser) return fail(ErrorCode::internal, "xml schema: no memory");
    xmlSchemaSetParserStructuredErrors(parser.get(), collect, &problems);
    auto parsed = std::make_unique<Parsed>();
    parsed->schema.reset(xmlSchemaParse(parser.get()));
    if (!parsed->schema)
        return fail(ErrorCode::invalid_input,
                    fmt::format("{} is no usable schema: {}", file.string(),
                                problems.empty() ? std::string("unknown reason") : problems.front().message));
    return MessageSchema(std::move(parsed));
}

std::vector<SchemaProblem> MessageSchema::check(std::string_view xml) const {
    std::vector<SchemaProblem> problems;
    if (xml.size() > largest_message_bytes) return {{0, fmt::format("has more than {} bytes", largest_message_bytes)}};
    auto const options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    Document document(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "message.xml", nullptr, options));
    if (!document) {
        auto const* error = xmlGetLastError();
        collect(&problems, const_cast<xmlError*>(error));
        if (problems.empty()) problems.push_back({0, "is no XML"});
        return problems;
    }
    if (document->intSubset != nullptr || document->extSubset != nullptr)
        return {{0, "has a document type declaration; messages have none"}};
    Validator validator(xmlSchemaNewValidCtxt(parsed_->schema.get()));
    if (!validator) return {{0, "no memory for validation"}};
    xmlSchemaSetValidStructuredErrors(validator.get(), collect, &problems);
    if (xmlSchemaValidateDoc(validator.get(), document.get()) != 0 && problems.empty())
        problems.push_back({0, "is not valid"});
    return problems;
}

std::optional<std::filesystem::path> schema_folder(Configuration const& configuration) {
    auto const folder = configuration.get("DDEX_XSD_DIR");
    if (!folder) return std::nullopt;
    return std::filesystem::path(*folder);
}

}  // namespace troupe::distribution
