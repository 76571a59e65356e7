#include "core/exchange/zdcf_members.h"

#include <algorithm>

namespace zeroloom::zdcf {

// An object of the standard. ZPL does not tell an empty one from an empty text.
const Json& sectionOf(ObjectReader& owner, std::string_view key)
{
    static const Json None = Json::object();
    const Json* json = owner.member(key);
    if (!json || *json == "")
        return None;
    if (json->is_object())
        return *json;
    owner.error(key, "an object is wanted, {\"name\": {...}}, and here stands " + kindOf(*json));
    return None;
}

const Json::object_t& membersOf(const Json& object) { return object.get_ref<const Json::object_t&>(); }

// Unknown keys of a topology file, as the text of a JSON object.
std::string extraOf(ObjectReader& item, std::string_view key)
{
    const std::string text = item.text(key);
    if (text.empty())
        return {};
    const auto json = parseJson(text);
    if (!json || !json->is_object())
        item.error(key, "must be the text of a JSON object");
    return text;
}

// One text or a list of them.
std::vector<std::string> textsOf(ObjectReader& item, std::string_view key)
{
    const Json* json = item.member(key);
    if (!json)
        return {};
    if (json->is_string())
        return {json->get<std::string>()};
    std::vector<std::string> list;
    const bool good = json->is_array() && std::ranges::all_of(*json, [](const Json& one) { return one.is_string(); });
    if (good)
        list = json->get<std::vector<std::string>>();
    else
        item.error(key, "a text or a list of texts is wanted, and here stands " + kindOf(*json));
    return list;
}

} // namespace zeroloom::zdcf
