// One cell of a file of comma-separated values (RFC 4180). Pure functions.
#pragma once

#include <QString>

namespace zeroloom {

// Quoted where needed. A cell that begins like a formula would be run by a spreadsheet, and neither names in a file nor
// the output of programs are ours to trust.
QString csvField(QString text);

} // namespace zeroloom
