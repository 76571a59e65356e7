#include "app/zeroloomctl/json_output.h"

namespace zeroloom {

Json toJson(const Value& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
}

std::string jsonDocument(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string jsonLine(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

} // namespace zeroloom
