// The messages panel on the screen, and what a person reads and does in its list.
#pragma once

#include "tests/ui/shown_panel.h"
#include "ui/messages/message_list_model.h"
#include "ui/messages/messages_panel.h"

namespace zeroloom::test {

struct ShownMessages : ShownPanel<MessagesPanel> {
    using Column = MessageListModel::Column;

    explicit ShownMessages(const QSize& size = {1100, 320}, FileSystem* files = nullptr) : ShownPanel(size, files) {}

    // A request through the front half of the broker, as both ends have it.
    void request(const std::string& body = "Hello")
    {
        source->travel(ClientReq, {body}, Frontend, {RoutingId, "", body}, FrontWire);
        tell();
    }
    QTreeView& view() { return *panel->findChild<QTreeView*>(); }
    int rows() { return view().model()->rowCount(); }
    QString cell(int row, Column column) { return view().model()->index(row, column).data().toString(); }
    QStringList column(Column of)
    {
        QStringList cells;
        for (int row = 0; row < rows(); ++row)
            cells << cell(row, of);
        return cells;
    }
    QString whole() { return named<QPlainTextEdit>(QStringLiteral("The selected message"))->toPlainText(); }
    void clickRow(int row)
    {
        const QRect rect = view().visualRect(view().model()->index(row, Column::Content));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, rect.topLeft() + QPoint(20, rect.height() / 2));
    }
    void enter()
    {
        QEnterEvent event(QPointF(10, 10), QPointF(10, 10), view().viewport()->mapToGlobal(QPointF(10, 10)));
        QCoreApplication::sendEvent(view().viewport(), &event);
    }
    void leave()
    {
        QEvent event(QEvent::Leave);
        QCoreApplication::sendEvent(view().viewport(), &event);
    }
};

} // namespace zeroloom::test
