#include "api/problem.hpp"

#include "base/json_schema.hpp"

namespace troupe::api {
namespace {

struct FieldError {
    std::string field;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(FieldError, (), (field, message))

struct Problem {
    std::string type;
    std::string title;
    int status = 500;
    std::string detail;
    std::string instance;
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail, instance, errors))

std::string title_of(int status) {
    switch (status) {
        case 400:
            return "The request is wrong";
        case 401:
            return "A key is needed";
        case 403:
            return "Not allowed";
        case 404:
            return "Not found";
        case 405:
            return "Not a method of this address";
        case 409:
            return "It cannot be done now";
        case 412:
            return "Somebody else was faster";
        case 413:
            return "Too large";
        case 415:
            return "Not a type that is read here";
        case 416:
            return "No such range";
        case 422:
            return "The key stands for another request";
        case 429:
            return "Too many requests";
        case 431:
            return "The head of the request is too large";
        case 502:
            return "A service answered nonsense";
        case 503:
            return "Not available now";
        case 507:
            return "No room";
        default:
            return status < 500 ? "The request is wrong" : "A fault of ours";
    }
}

net::ServerAnswer written(Problem problem) {
    problem.title = title_of(problem.status);
    net::ServerAnswer answer{
        problem.status, {{"Content-Type", "application/problem+json"}}, json::print(json::to_value(problem))};
    return answer;
}

}  // namespace

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_input:
            return 400;
        case ErrorCode::not_found:
            return 404;
        case ErrorCode::conflict:
            return 409;
        case ErrorCode::rate_limited:
            return 429;
        case ErrorCode::unavailable:
            return 503;
        case ErrorCode::bad_response:
            return 502;
        case ErrorCode::cancelled:
            return 503;
        case ErrorCode::forbidden:
            return 403;
        case ErrorCode::stale:
            return 412;
        case ErrorCode::internal:
            break;
    }
    return 500;
}

net::ServerAnswer problem(Error const& error, std::string const& request_id) {
    Problem made{
        "urn:troupe:problem:" + json::enum_name(error.code), "", status_of(error.code), error.message, request_id, {}};
    if (!error.field.empty()) made.errors.push_back({error.field, error.message});
    return written(std::move(made));
}

net::ServerAnswer problem(int status, std::string const& detail, std::string const& request_id) {
    return written({"about:blank", "", status, detail, request_id, {}});
}

json::Value problem_schema() {
    auto schema = json::schema_of<Problem>();
    schema.as_object().erase("$schema");
    return schema;
}

}  // namespace troupe::api
