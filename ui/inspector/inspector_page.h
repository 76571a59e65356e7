// What the pages of the inspector share: a title, a subtitle, and the two moments at which they look at the model.
#pragma once

#include <functional>

#include <QWidget>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace zeroloom {

class ElidedLabel;

class InspectorPage : public QWidget {
    Q_OBJECT
public:
    InspectorPage(Document& document, RunController& run, QWidget* parent);

    // The selection or the topology changed: fields take what stands in the model; one that is being typed in stays.
    virtual void refresh() = 0;
    // New figures came; only what shows figures changes, never a field.
    virtual void refreshLive() {}

protected:
    void setTitle(const QString& title, const QString& subtitle);
    // A failed edit is said under the title until the next one.
    void say(const Status& status);
    template <typename T>
    void say(const Result<T>& result)
    {
        say(result ? Status() : Status(tl::unexpected<Error>(result.error())));
    }

    QVBoxLayout* body() const { return m_body; }
    Document& document() const { return m_document; }
    Editor& editor() const { return m_document.editor(); }
    const Topology& topology() const { return m_document.topology(); }
    RunController& run() const { return m_run; }

    // A line of text that is handed over when it is left or Enter is pressed; Escape takes the change back.
    QLineEdit* addText(QFormLayout* form, const QString& label, const QString& tip,
                       std::function<Status(const QString&)> commit);
    static void setUnlessTyping(QLineEdit* field, const QString& text);

public:
    static constexpr int LabelWidth = 10 * Theme::Unit;
    // All forms of the inspector have one label column, so that fields of several below each other stand in line.
    static QFormLayout* makeForm();
    // A row of such a form. Returns the label, whose words may be shortened.
    static ElidedLabel* addRow(QFormLayout* form, const QString& label, QWidget* field);
    static ElidedLabel* addRow(QFormLayout* form, const QString& label, QLayout* field);
    // Its entries may be wider than the panel.
    static void letShrink(QComboBox* choice);
    static QLabel* makeHeading(const QString& text);
    static QLabel* makeHint(const QString& text);

private:
    Document& m_document;
    RunController& m_run;
    QLabel* m_title;
    QLabel* m_subtitle;
    QLabel* m_problem;
    QVBoxLayout* m_body;
};

// "1 wire", "1,000 wires".
QString countedText(std::size_t count, const QString& one, const QString& many);
// A socket as the canvas names its node: "Worker 1.in". Both ends: "Ventilator.out → Worker 1.in".
QString socketText(const Topology& topology, const SocketRef& socket);
QString wireText(const Topology& topology, const Wire& wire);
// Removes all widgets and nested layouts of a layout that is built anew.
void clearLayout(QLayout* layout);

} // namespace zeroloom
