// Markdown that is read and not edited, as high as its width makes it. GUI thread only.
#pragma once

#include <QLabel>

namespace zeroloom {

class ProseLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ProseLabel(const QString& markdown, QWidget* parent = nullptr);
};

// Plain words that wrap, in the theme's text font; `muted` ones are small and less black.
QLabel* makeWordsLabel(const QString& text, QWidget* parent, bool muted = false);
// The same, semibold.
QLabel* makeTitleLabel(const QString& text, QWidget* parent);

} // namespace zeroloom
