// One field for one value: a role's parameter or a socket's option, made from its entry in the catalogue. Shows the
// default greyed while nothing is set, judges what is typed, and hands it over when it is left or Enter is pressed.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QWidget>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/option_catalogue.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace zeroloom {

// What a field needs to know, whatever catalogue it comes from.
struct FieldSpec {
    enum class Form { Line, Flag, Choice };

    QString label;
    QString unit;
    QString tip;
    QString hint; // when it takes effect
    Form form = Form::Line;
    Value defaultValue;
    std::vector<QString> choices;
    bool integral = false; // Up and Down step it by one
    bool secret = false;   // shown as dots
    std::function<Result<Value>(std::string_view)> parse;
};

FieldSpec fieldSpec(const ParameterInfo& parameter);
FieldSpec fieldSpec(const OptionInfo& option, SocketType type);

class ValueField final : public QWidget {
    Q_OBJECT
public:
    explicit ValueField(FieldSpec spec, QWidget* parent = nullptr);

    // nullopt: nothing is set, the default holds. Leaves a field alone that is being typed in.
    void setValue(const std::optional<Value>& value);
    // Several things with different values are edited at once.
    void setMixed();
    const FieldSpec& spec() const { return m_spec; }

Q_SIGNALS:
    // A valid value, or nullopt to return to the default.
    void edited(const std::optional<zeroloom::Value>& value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeEditor();
    void commitLine();
    void judge();
    void step(int by);

    FieldSpec m_spec;
    std::optional<Value> m_value;
    QLineEdit* m_line = nullptr;
    QCheckBox* m_flag = nullptr;
    QComboBox* m_choice = nullptr;
    QToolButton* m_reset;
    QLabel* m_problem;
};

} // namespace zeroloom
