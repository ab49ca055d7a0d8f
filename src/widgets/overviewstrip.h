// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/overviewbuckets.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace Spawnscope {

class OutputView;

/// A strip beside the scroll bar of an output view that shows where in all of the output something
/// is: matches of the search, lines on stderr, bookmarks, and what was given up. A press leads
/// there.
///
/// Cost: as many questions to the indexes as the strip has pixels, some times a second at most,
///       whatever the size of the output; those about stderr on another thread.
class OverviewStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewStrip(QWidget *parent = nullptr);

    /// Follows this view from now on.
    void setView(OutputView *view);
    /// Has a look at what changed, soon.
    void refresh();

    /// What the tool tip says of the place at @p y.
    QString textAt(int y) const;

    // What the tests look at: the counts of each pixel from the top of the scroll bar's groove.
    const std::vector<qint64> &matches() const { return m_matches; }
    const std::vector<qint64> &errors() const { return m_errors; }
    const std::vector<qint64> &bookmarks() const { return m_bookmarks; }
    const OverviewBuckets &buckets() const { return m_buckets; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void updated();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    struct Measured
    {
        OverviewBuckets buckets;
        std::vector<qint64> errors;
        std::vector<qint64> bookmarks;
    };
    struct Lane
    {
        qreal left = 0;
        qreal right = 0; ///< as shares of the width
    };

    void measure();
    static Measured measured(const OutputSource &source, const QList<qint64> &bookmarks,
                             qint64 places, int count);
    void take(const Measured &measured);
    bool isMarked(int bucket) const;
    void countMatches();
    void describe();
    QRect groove() const;
    int bucketAt(int y) const;
    void goTo(int y);
    qint64 markedRow(int bucket) const;
    void paintLane(QPainter &painter, const std::vector<qint64> &counts, Lane lane,
                   const QColor &color) const;
    void paintRow(QPainter &painter, qint64 row, Lane lane, const QColor &color) const;

    QPointer<OutputView> m_view;
    QTimer m_timer;
    OverviewBuckets m_buckets;
    std::vector<qint64> m_matches;
    std::vector<qint64> m_errors;
    std::vector<qint64> m_bookmarks;
    bool m_isMeasuring = false;
    bool m_isStale = false; // something changed since the measurement under way began
};

} // namespace Spawnscope
