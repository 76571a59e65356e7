// Members of the objects of a ZDCF file as their reader wants them; what is wrong is noted with the object's errors.
// Used within one call of the reader only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_document.h"
#include "core/format/object_reader.h"

namespace zeroloom::zdcf {

// An object; an empty one where there is none. ZPL does not tell an empty object from an empty text.
const Json& sectionOf(ObjectReader& owner, std::string_view key);
const Json::object_t& membersOf(const Json& object);
// One text or a list of them.
std::vector<std::string> textsOf(ObjectReader& item, std::string_view key);
// Unknown keys of a topology file: the text of a JSON object, or empty.
std::string extraOf(ObjectReader& item, std::string_view key);

} // namespace zeroloom::zdcf
