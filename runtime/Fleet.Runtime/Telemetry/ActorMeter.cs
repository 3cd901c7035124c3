namespace Fleet.Runtime.Telemetry;

/// <summary>Counts what happens to actors.</summary>
internal sealed class ActorMeter(MetricRegistry registry)
{
    private readonly MetricFamily<NumberSeries> reports = registry.Number("runtime_actor_status_report_total");
    private readonly MetricFamily<NumberSeries> tables = registry.Number("runtime_actor_table_operation_recv_total");
    private readonly MetricFamily<NumberSeries> rebalanced = registry.Number("runtime_actor_rebalanced_total");
    private readonly MetricFamily<NumberSeries> activated = registry.Number("runtime_actor_activated_total");
    private readonly MetricFamily<NumberSeries> deactivated = registry.Number("runtime_actor_deactivated_total");
    private readonly MetricFamily<NumberSeries> deactivationFailed = registry.Number("runtime_actor_deactivated_failed_total");
    private readonly MetricFamily<NumberSeries> pending = registry.Number("runtime_actor_pending_actor_calls");
    private readonly MetricFamily<NumberSeries> timers = registry.Number("runtime_actor_timers");
    private readonly MetricFamily<NumberSeries> reminders = registry.Number("runtime_actor_reminders");
    private readonly MetricFamily<NumberSeries> remindersFired = registry.Number("runtime_actor_reminders_fired_total");
    private readonly MetricFamily<NumberSeries> timersFired = registry.Number("runtime_actor_timers_fired_total");

    /// <summary>The app said that it hosts a type.</summary>
    public void Hosted(string type)
    {
        reports[new LabelValues(type, "send")].Add();
        tables[new LabelValues(type, "update")].Add();
    }

    public void Activated(string type) => activated[new LabelValues(type)].Add();

    public void Rebalanced(string type) => rebalanced[new LabelValues(type)].Add();

    public void Deactivated(string type, bool success) => (success ? deactivated : deactivationFailed)[new LabelValues(type)].Add();

    /// <summary>A call begins to wait (1), or is over (-1).</summary>
    public void Pending(string type, int change) => pending[new LabelValues(type)].Add(change);

    /// <summary>A timer is set (1), or is gone (-1).</summary>
    public void Timers(string type, int change) => timers[new LabelValues(type)].Add(change);

    /// <summary>A reminder is registered (1), or deleted (-1).</summary>
    public void Reminders(string type, int change) => reminders[new LabelValues(type)].Add(change);

    public void ReminderFired(string type, bool success) => remindersFired[new LabelValues(type, StatusText.Of(success))].Add();

    public void TimerFired(string type, bool success) => timersFired[new LabelValues(type, StatusText.Of(success))].Add();
}
