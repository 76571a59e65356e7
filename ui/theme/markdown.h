// Markdown as the window shows it: the theme's fonts, air between lines and paragraphs, code in a fixed font. GUI
// thread only.
#pragma once

#include <QString>

class QTextDocument;

namespace zeroloom {

// Replaces what stands in `document`.
void showMarkdown(QTextDocument& document, const QString& markdown);

} // namespace zeroloom
