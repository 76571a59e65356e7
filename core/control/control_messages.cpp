#include "core/control/control_messages.h"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/plan/plan_json.h"

namespace zeroloom {

using Json = nlohmann::json;

namespace {

struct NamedAction {
    ControlAction action;
    std::string_view name;
};

constexpr std::array Actions{
    NamedAction{ControlAction::Hello, "hello"},     NamedAction{ControlAction::Apply, "apply"},
    NamedAction{ControlAction::Pause, "pause"},     NamedAction{ControlAction::StopSources, "stop-sources"},
    NamedAction{ControlAction::Drained, "drained"}, NamedAction{ControlAction::Collect, "collect"},
    NamedAction{ControlAction::Quit, "quit"},
};

struct NamedCode {
    ErrorCode code;
    std::string_view name;
};

constexpr std::array Codes{
    NamedCode{ErrorCode::InvalidInput, "invalid-input"},
    NamedCode{ErrorCode::NotFound, "not-found"},
    NamedCode{ErrorCode::AlreadyExists, "already-exists"},
    NamedCode{ErrorCode::Unsupported, "unsupported"},
    NamedCode{ErrorCode::Io, "io"},
    NamedCode{ErrorCode::Runtime, "runtime"},
    NamedCode{ErrorCode::Internal, "internal"},
};

std::optional<ControlAction> actionByName(std::string_view text)
{
    const auto found = std::find_if(Actions.begin(), Actions.end(), [&](const auto& one) { return one.name == text; });
    return found == Actions.end() ? std::nullopt : std::optional(found->action);
}

// Deeper than any message of ours. The library writes a value recursively, so what is deeper is not taken in.
constexpr int DepthLimit = 24;

Result<Json> readObject(std::string_view text, std::string_view what)
{
    bool tooDeep = false;
    const auto limit = [&](int depth, Json::parse_event_t, Json&) {
        tooDeep = tooDeep || depth > DepthLimit;
        return depth <= DepthLimit;
    };
    Json json = Json::parse(text, limit, false);
    if (tooDeep || json.is_discarded() || !json.is_object())
        return fail(ErrorCode::InvalidInput, std::string(what) + " is not a JSON object");
    return json;
}

// System texts may hold bytes that are no UTF-8; they must not stop a message.
std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json errorToJson(const Error& error)
{
    const auto named =
        std::find_if(Codes.begin(), Codes.end(), [&](const auto& one) { return one.code == error.code; });
    return {{"code", named->name}, {"message", error.message}, {"where", error.where}};
}

Error errorFromJson(const Json& json)
{
    const std::string code = json.at("code").get<std::string>();
    const auto named = std::find_if(Codes.begin(), Codes.end(), [&](const auto& one) { return one.name == code; });
    return {named == Codes.end() ? ErrorCode::Internal : named->code, json.at("message").get<std::string>(),
            json.at("where").get<std::string>()};
}

Errors errorsFromJson(const Json& json)
{
    Errors errors;
    for (const Json& error : json.get_ref<const Json::array_t&>())
        errors.push_back(errorFromJson(error));
    return errors;
}

Json greetingToJson(const HostGreeting& greeting)
{
    return {{"protocol", greeting.protocol},
            {"version", greeting.version},
            {"libzmq", greeting.libzmq},
            {"pid", greeting.processId},
            {"host", greeting.host.text()}};
}

HostGreeting greetingFromJson(const Json& json)
{
    return {json.at("protocol").get<int>(), json.at("version").get<std::string>(), json.at("libzmq").get<std::string>(),
            json.at("pid").get<std::int64_t>(), HostId(json.at("host").get<std::string>())};
}

void addResults(const ControlAnswer& answer, Json& json)
{
    switch (answer.action) {
    case ControlAction::Hello:
        json["greeting"] = greetingToJson(answer.greeting);
        break;
    case ControlAction::Apply:
        json["bound"] = answer.bound;
        json["waiting"] = answer.waiting;
        json["errors"] = Json::array();
        for (const Error& error : answer.errors)
            json["errors"].push_back(errorToJson(error));
        break;
    case ControlAction::Drained:
        json["drained"] = answer.drained;
        break;
    case ControlAction::Collect:
        json["number"] = answer.number;
        break;
    case ControlAction::Pause:
    case ControlAction::StopSources:
    case ControlAction::Quit:
        break;
    }
}

void readResults(const Json& json, ControlAnswer& answer)
{
    switch (answer.action) {
    case ControlAction::Hello:
        answer.greeting = greetingFromJson(json.at("greeting"));
        break;
    case ControlAction::Apply:
        answer.bound = json.at("bound").get<ResolvedEndpoints>();
        answer.waiting = json.at("waiting").get<std::vector<std::string>>();
        answer.errors = errorsFromJson(json.at("errors"));
        break;
    case ControlAction::Drained:
        answer.drained = json.at("drained").get<bool>();
        break;
    case ControlAction::Collect:
        answer.number = json.at("number").get<std::uint64_t>();
        break;
    case ControlAction::Pause:
    case ControlAction::StopSources:
    case ControlAction::Quit:
        break;
    }
}

// The rest of a request whose id and action are known. Throws the library's exceptions.
Status readArguments(const Json& json, ControlRequest& request)
{
    if (request.action == ControlAction::Hello)
        request.protocol = json.at("protocol").get<int>();
    if (request.action == ControlAction::Pause)
        request.on = json.at("on").get<bool>();
    if (request.action == ControlAction::Apply) {
        request.resolved = json.at("resolved").get<ResolvedEndpoints>();
        Result<HostPlan> plan = readHostPlan(dumped(json.at("plan")));
        if (!plan)
            return tl::unexpected(plan.error());
        request.plan = std::move(*plan);
    }
    return {};
}

} // namespace

std::string_view name(ControlAction action)
{
    return std::find_if(Actions.begin(), Actions.end(), [&](const auto& one) { return one.action == action; })->name;
}

std::string writeRequest(const ControlRequest& request)
{
    Json json{{"id", request.id}, {"do", name(request.action)}};
    if (request.action == ControlAction::Hello)
        json["protocol"] = request.protocol;
    if (request.action == ControlAction::Pause)
        json["on"] = request.on;
    if (request.action != ControlAction::Apply)
        return dumped(json);
    json["resolved"] = request.resolved;
    // The plan is JSON already; it goes in as it is instead of being read and written once more.
    std::string text = dumped(json);
    text.pop_back();
    return text + ",\"plan\":" + writeHostPlan(request.plan) + "}";
}

Result<ControlRequest> readRequest(std::string_view text, ControlAnswer& partial)
{
    Result<Json> json = readObject(text, "a request");
    if (!json)
        return tl::unexpected(json.error());
    try {
        ControlRequest request;
        request.id = partial.id = json->at("id").get<std::uint64_t>();
        const std::string wanted = json->at("do").get<std::string>();
        const std::optional<ControlAction> action = actionByName(wanted);
        if (!action)
            return fail(ErrorCode::Unsupported, "this host knows no request '" + wanted + "'");
        request.action = partial.action = *action;
        if (const Status read = readArguments(*json, request); !read)
            return tl::unexpected(read.error());
        return request;
    } catch (const std::exception& error) {
        return fail(ErrorCode::InvalidInput, std::string("this is not a request to a host: ") + error.what());
    }
}

std::string writeAnswer(const ControlAnswer& answer)
{
    Json json{{"id", answer.id}, {"do", name(answer.action)}, {"ok", answer.refused.empty()}};
    if (!answer.refused.empty())
        json["error"] = errorToJson(answer.refused.front());
    else
        addResults(answer, json);
    return dumped(json);
}

Result<ControlAnswer> readAnswer(std::string_view text)
{
    Result<Json> json = readObject(text, "an answer");
    if (!json)
        return tl::unexpected(json.error());
    try {
        ControlAnswer answer;
        answer.id = json->at("id").get<std::uint64_t>();
        const std::optional<ControlAction> action = actionByName(json->at("do").get<std::string>());
        if (!action)
            return fail(ErrorCode::Unsupported, "the host answered a request that this program does not know");
        answer.action = *action;
        if (json->at("ok").get<bool>())
            readResults(*json, answer);
        else
            answer.refused.push_back(errorFromJson(json->at("error")));
        return answer;
    } catch (const std::exception& error) {
        return fail(ErrorCode::InvalidInput, std::string("this is not an answer of a host: ") + error.what());
    }
}

std::string writeWatchRequest(const WatchRequest& request)
{
    return dumped(Json{{"have", request.have},
                       {"events", request.events},
                       {"heart_changes", request.heartChanges},
                       {"messages", request.messages}});
}

Result<WatchRequest> readWatchRequest(std::string_view text)
{
    Result<Json> json = readObject(text, "a watcher's request");
    if (!json)
        return tl::unexpected(json.error());
    try {
        return WatchRequest{json->at("have").get<std::uint64_t>(), json->value("events", std::uint64_t{0}),
                            json->value("heart_changes", std::uint64_t{0}),
                            json->value("messages", std::uint64_t{0})};
    } catch (const std::exception& error) {
        return fail(ErrorCode::InvalidInput, std::string("this is not a watcher's request: ") + error.what());
    }
}

} // namespace zeroloom
