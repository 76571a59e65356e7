// The importers, each in the file that bears its name. Only the table in importers.cpp calls them.
#pragma once

#include "core/exchange/importer.h"

namespace zeroloom {

bool recognisesZeroloom(std::string_view text, std::string_view fileName);
tl::expected<Imported, Errors> importZeroloom(std::string_view text, std::string_view fileName);

bool recognisesZdcf(std::string_view text, std::string_view fileName);
tl::expected<Imported, Errors> importZdcf(std::string_view text, std::string_view fileName);

bool recognisesConnection(std::string_view text, std::string_view fileName);
tl::expected<Imported, Errors> importConnection(std::string_view text, std::string_view fileName);

bool recognisesDot(std::string_view text, std::string_view fileName);
tl::expected<Imported, Errors> importDot(std::string_view text, std::string_view fileName);

} // namespace zeroloom
