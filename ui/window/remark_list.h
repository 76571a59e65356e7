// What an export or an import says about itself: a line of summary, and the remarks under it. GUI thread only.
#pragma once

#include <QStringList>
#include <QWidget>

#include "core/exchange/remark.h"

class QLabel;
class QListWidget;

namespace zeroloom {

class RemarkList final : public QWidget {
    Q_OBJECT
public:
    explicit RemarkList(QWidget* parent = nullptr);

    // `nothing` is said when there are none; the list takes no room then.
    void showRemarks(const QStringList& remarks, const QString& nothing);
    QStringList remarks() const;

private:
    QLabel *m_icon, *m_summary;
    QListWidget* m_list;
};

QStringList remarkTexts(const Remarks& remarks);

} // namespace zeroloom
