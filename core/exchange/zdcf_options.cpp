#include "core/exchange/zdcf_options.h"

#include <algorithm>
#include <array>

#include "core/base/raw_bytes.h"
#include "core/exchange/zdcf_tree.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

constexpr std::string_view HexPrefix = "0x"; // before an option's bytes in hexadecimal digits

struct ZdcfOptionName {
    std::string_view zdcf;
    std::string_view libzmq;
};

constexpr auto Integers =
    std::to_array<ZdcfOptionName>({{"affinity", "AFFINITY"}, {"sndbuf", "SNDBUF"}, {"rcvbuf", "RCVBUF"}});

// Of ZeroMQ 2 and its multicast: nothing of today means the same.
constexpr auto Gone = std::to_array<std::string_view>({"swap", "rate", "recovery_ivl", "mcast_loop"});

std::vector<std::string> highWaterMarks(SocketType type)
{
    std::vector<std::string> names;
    for (const char* name : {"SNDHWM", "RCVHWM"}) {
        if (optionByName(name)->appliesTo(type))
            names.emplace_back(name);
    }
    return names;
}

// One high-water mark for both directions, as ZeroMQ 2 had it; empty when the socket does not have just that.
const std::int64_t* commonHighWaterMark(const Socket& socket)
{
    const auto names = highWaterMarks(socket.type);
    const auto set = static_cast<std::size_t>(socket.options.count("SNDHWM") + socket.options.count("RCVHWM"));
    const std::int64_t* common = nullptr;
    for (const std::string& name : names) {
        const auto found = socket.options.find(name);
        const auto* value = found == socket.options.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
        if (value == nullptr || *value < 0 || (common != nullptr && *common != *value))
            return nullptr;
        common = value;
    }
    return set == names.size() ? common : nullptr;
}

Json asJson(const Value& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
}

// The standard's name and value for an option, where it has them.
bool putStandard(Json& standard, const std::string& name, const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (name == "ROUTING_ID" && text && !text->empty() && !text->starts_with(HexPrefix) && isZdcfText(*text)) {
        append(standard, "identity", *text);
        return true;
    }
    const auto found = std::ranges::find(Integers, name, &ZdcfOptionName::libzmq);
    if (found == Integers.end() || !std::holds_alternative<std::int64_t>(value))
        return false;
    append(standard, std::string(found->zdcf), asJson(value));
    return true;
}

Result<std::string> textOf(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number() || value.is_boolean())
        return value.dump();
    return fail(ErrorCode::InvalidInput, "one text or number is wanted here");
}

Status takeHighWaterMark(Socket& socket, const std::string& text)
{
    for (const std::string& name : highWaterMarks(socket.type)) {
        auto value = readOption(*optionByName(name), text);
        if (!value)
            return tl::unexpected(value.error());
        socket.options.insert_or_assign(name, std::move(*value));
    }
    return {};
}

std::string libzmqName(std::string_view option)
{
    const auto found = std::ranges::find(Integers, option, &ZdcfOptionName::zdcf);
    if (found != Integers.end())
        return std::string(found->libzmq);
    std::string name(option);
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return name;
}

} // namespace

ZdcfOptions zdcfOptions(const Socket& socket, const std::string& where, Remarks& remarks)
{
    ZdcfOptions result;
    const std::int64_t* common = commonHighWaterMark(socket);
    if (common)
        append(result.standard, "hwm", *common);
    for (const auto& [name, value] : socket.options) {
        const OptionInfo* option = optionByName(name);
        if (option && option->secret)
            remarks.push_back({where, name + " is a secret and is left out; give it to the device in another way"});
        else if (!(common && (name == "SNDHWM" || name == "RCVHWM")) && !putStandard(result.standard, name, value))
            append(result.ours, name, asJson(value));
    }
    return result;
}

Status takeZdcfOption(Socket& socket, std::string_view option, const Json& value, const std::string& where,
                      Remarks& remarks)
{
    const auto text = textOf(value);
    if (!text)
        return tl::unexpected(text.error());
    if (option == "hwm")
        return takeHighWaterMark(socket, *text);
    if (option == "identity") {
        // A routing id that begins as ours in hexadecimal digits do is no such thing in ZDCF.
        const bool looksLikeHex = text->starts_with(HexPrefix);
        socket.options.insert_or_assign("ROUTING_ID", looksLikeHex ? std::string(HexPrefix) + toHex(*text) : *text);
        return {};
    }
    const OptionInfo* known = optionByName(libzmqName(option));
    if (!known) {
        const bool gone = std::ranges::find(Gone, option) != Gone.end();
        remarks.push_back({where, "the option '" + shown(option) + "' is left out: " +
                                      (gone ? "libzmq has nothing like it for these transports any more"
                                            : "it is not one of libzmq's")});
        return {};
    }
    auto read = readOption(*known, *text);
    if (!read)
        return tl::unexpected(read.error());
    socket.options.insert_or_assign(std::string(known->name), std::move(*read));
    return {};
}

} // namespace zeroloom
