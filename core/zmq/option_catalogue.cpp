#include "core/zmq/option_catalogue.h"

#include <array>
#include <charconv>
#include <unordered_map>

#include <zmq.h>

#include "core/zmq/option_tables.h"

namespace zeroloom {

namespace {

constexpr std::size_t KeyBytes = 32;
constexpr std::string_view HexPrefix = "0x";

std::vector<OptionInfo> allOptions()
{
    std::vector<OptionInfo> all;
    for (auto part : {optiontables::messagingOptions(), optiontables::timingOptions(), optiontables::transportOptions(),
                      optiontables::securityOptions()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

tl::unexpected<Error> refuse(const OptionInfo& option, const std::string& wanted, const Value& value)
{
    const std::string shown = option.secret ? "what was given" : "'" + toText(value) + "'";
    return fail(ErrorCode::InvalidInput, std::string(option.name) + " takes " + wanted + ", not " + shown);
}

std::string withUnit(const OptionInfo& option, std::string text)
{
    return option.unit.empty() ? text : text + " " + std::string(option.unit);
}

std::string rangeText(const OptionInfo& option)
{
    return withUnit(option,
                    "a whole number from " + std::to_string(option.minimum) + " to " + std::to_string(option.maximum));
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The bytes of a text option: "0x" and pairs of hex digits, or the text itself. nullopt for a broken hex form.
std::optional<std::string> textBytes(const std::string& text)
{
    if (!text.starts_with(HexPrefix)) {
        return text;
    }
    const std::string_view digits = std::string_view(text).substr(HexPrefix.size());
    if (digits.empty() || digits.size() % 2 != 0) {
        return std::nullopt;
    }
    std::string bytes;
    for (std::size_t place = 0; place < digits.size(); place += 2) {
        const int high = hexDigit(digits[place]);
        const int low = hexDigit(digits[place + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<char>(high * 16 + low));
    }
    return bytes;
}

// TCP's counts and times have no 0, and Linux refuses each connection that is given one.
bool refusesZero(const OptionInfo& option)
{
    return option.libzmqId == ZMQ_TCP_KEEPALIVE_CNT || option.libzmqId == ZMQ_TCP_KEEPALIVE_IDLE ||
           option.libzmqId == ZMQ_TCP_KEEPALIVE_INTVL;
}

bool isRoutingId(const OptionInfo& option)
{
    return option.libzmqId == ZMQ_ROUTING_ID || option.libzmqId == ZMQ_CONNECT_ROUTING_ID;
}

Status checkInteger(const OptionInfo& option, const Value& value)
{
    const auto* given = std::get_if<std::int64_t>(&value);
    if (given == nullptr || *given < option.minimum || *given > option.maximum) {
        return refuse(option, rangeText(option), value);
    }
    if (*given == 0 && refusesZero(option)) {
        return refuse(option, rangeText(option) + ", but 0", value);
    }
    return {};
}

Status checkBoolean(const OptionInfo& option, const Value& value)
{
    const auto* integer = std::get_if<std::int64_t>(&value);
    if (std::holds_alternative<bool>(value) || (integer != nullptr && (*integer == 0 || *integer == 1))) {
        return {};
    }
    return refuse(option, "true or false", value);
}

Status checkText(const OptionInfo& option, const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        return refuse(option, "text", value);
    }
    const auto bytes = textBytes(*text);
    if (!bytes) {
        return refuse(option, "text, or 0x and pairs of hex digits", value);
    }
    const auto length = static_cast<std::int64_t>(bytes->size());
    if (length < option.minimum || length > option.maximum) {
        return refuse(option,
                      "text of " + std::to_string(option.minimum) + " to " + std::to_string(option.maximum) + " bytes",
                      value);
    }
    if (isRoutingId(option) && bytes->front() == '\0') {
        return refuse(option, "a name that does not begin with a zero byte (ZeroMQ keeps those for itself)", value);
    }
    // libzmq ends these texts at the first zero; only ids and messages are free bytes.
    if (!isRoutingId(option) && option.libzmqId != ZMQ_XPUB_WELCOME_MSG && bytes->find('\0') != std::string::npos) {
        return refuse(option, "text without zero bytes", value);
    }
    return {};
}

Status checkKey(const OptionInfo& option, const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    std::array<std::uint8_t, KeyBytes> key{};
    const bool isZ85 = text != nullptr && static_cast<std::int64_t>(text->size()) == option.maximum &&
                       zmq_z85_decode(key.data(), text->c_str()) != nullptr;
    return isZ85 ? Status() : Status(refuse(option, "a key of 40 characters of Z85", value));
}

template <typename Number>
std::string bytesOf(Number number)
{
    return std::string(reinterpret_cast<const char*>(&number), sizeof(number));
}

std::int64_t numberOf(const Value& value)
{
    if (const auto* flag = std::get_if<bool>(&value)) {
        return *flag ? 1 : 0;
    }
    const auto* given = std::get_if<std::int64_t>(&value);
    return given == nullptr ? 0 : *given;
}

} // namespace

std::span<const OptionInfo> options()
{
    static const std::vector<OptionInfo> all = allOptions();
    return all;
}

const OptionInfo* optionByName(std::string_view name)
{
    static const auto byName = [] {
        std::unordered_map<std::string_view, const OptionInfo*> index;
        for (const OptionInfo& option : options()) {
            index.emplace(option.name, &option);
        }
        return index;
    }();
    const auto found = byName.find(name);
    return found == byName.end() ? nullptr : found->second;
}

std::vector<const OptionInfo*> optionsFor(SocketType type)
{
    std::vector<const OptionInfo*> list;
    for (const OptionInfo& option : options()) {
        if (option.appliesTo(type)) {
            list.push_back(&option);
        }
    }
    return list;
}

std::string_view name(OptionGroup group)
{
    switch (group) {
    case OptionGroup::Queue:
        return "queue";
    case OptionGroup::Routing:
        return "routing";
    case OptionGroup::Subscription:
        return "subscription";
    case OptionGroup::Timing:
        return "timing";
    case OptionGroup::Heartbeat:
        return "heartbeat";
    case OptionGroup::Transport:
        return "transport";
    case OptionGroup::Security:
        return "security";
    }
    return "unknown";
}

Value defaultValue(const OptionInfo& option, SocketType type)
{
    const bool subscribes = type == SocketType::Sub || type == SocketType::XSub;
    return subscribes && option.libzmqId == ZMQ_LINGER ? Value(std::int64_t{0}) : option.defaultValue;
}

Status checkOption(const OptionInfo& option, const Value& value)
{
    switch (option.kind) {
    case OptionKind::Integer:
    case OptionKind::Integer64:
        return checkInteger(option, value);
    case OptionKind::Boolean:
        return checkBoolean(option, value);
    case OptionKind::Text:
        return checkText(option, value);
    case OptionKind::Key:
        return checkKey(option, value);
    }
    return fail(ErrorCode::Internal, "the option " + std::string(option.name) + " has no kind");
}

Result<Value> readOption(const OptionInfo& option, std::string_view text)
{
    Value value = std::string(text);
    if (option.kind == OptionKind::Boolean && (text == "true" || text == "1")) {
        value = true;
    } else if (option.kind == OptionKind::Boolean && (text == "false" || text == "0")) {
        value = false;
    } else if (option.kind == OptionKind::Integer || option.kind == OptionKind::Integer64) {
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec == std::errc() && read.ptr == text.data() + text.size()) {
            value = number;
        }
    }
    if (Status checked = checkOption(option, value); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    return value;
}

std::string optionBytes(const OptionInfo& option, const Value& value)
{
    switch (option.kind) {
    case OptionKind::Integer:
    case OptionKind::Boolean:
        return bytesOf(static_cast<int>(numberOf(value)));
    case OptionKind::Integer64:
        return bytesOf(numberOf(value));
    case OptionKind::Text:
    case OptionKind::Key:
        break;
    }
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        return {};
    }
    return option.kind == OptionKind::Key ? *text : textBytes(*text).value_or(*text);
}

} // namespace zeroloom
