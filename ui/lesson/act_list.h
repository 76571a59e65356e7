// What a step does to the run, in the words of the command line, each ticked off as it is done. GUI thread only.
#pragma once

#include <vector>

#include <QWidget>

#include "core/gallery/lesson.h"

class QLabel;

namespace zeroloom {

class ActList final : public QWidget {
    Q_OBJECT
public:
    explicit ActList(const std::vector<LessonAct>& acts, QWidget* parent = nullptr);

    // The first `done` of them are done; with `going`, the one behind them is being done.
    void setDone(std::size_t done, bool going);

private:
    struct Row {
        QLabel* sign;
        QLabel* words;
        QString text;
    };
    std::vector<Row> m_rows;
};

} // namespace zeroloom
