// Changing a label or a note in its place on the canvas. Enter and a click elsewhere keep the text, Esc does not.
#pragma once

#include <functional>

#include <QPlainTextEdit>

namespace zeroloom {

class LabelEditor final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit LabelEditor(QWidget* viewport);

    // `lines`: Enter begins a line, and Ctrl+Enter keeps the text.
    void edit(const QString& text, const QRect& place, const QFont& font, bool lines,
              std::function<void(const QString&)> keep);
    void close(bool keep);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    std::function<void(const QString&)> m_keep;
    bool m_lines = false;
};

} // namespace zeroloom
