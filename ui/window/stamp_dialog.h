// Asks for the numbers of a pattern before it is stamped: how many workers, how many subscribers.
#pragma once

#include <optional>
#include <vector>

#include <QDialog>

#include "core/model/pattern_stamp.h"

class QSpinBox;

namespace zeroloom {

class StampDialog final : public QDialog {
    Q_OBJECT
public:
    StampDialog(const PatternStamp& stamp, QWidget* parent);

    std::vector<int> numbers() const;

    // Shows the dialog when the pattern has numbers. nullopt: the person thought better of it.
    static std::optional<Topology> ask(const PatternStamp& stamp, QWidget* parent);

private:
    std::vector<QSpinBox*> m_fields;
};

// nullptr when no pattern bears the name.
const PatternStamp* stampByName(const QString& name);

} // namespace zeroloom
