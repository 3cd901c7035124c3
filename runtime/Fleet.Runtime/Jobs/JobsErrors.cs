using Fleet.Runtime.Http;

namespace Fleet.Runtime.Jobs;

/// <summary>What the jobs API answers when something is wrong.</summary>
internal static class JobsErrors
{
    public static ApiError NoSchedule() => Error(400, "DAPR_SCHEDULER_SCHEDULE_EMPTY", "a job needs a schedule or a dueTime");

    public static ApiError NameInBody(string name) => Error(400, "DAPR_SCHEDULER_JOB_NAME", $"the body names the job '{name}'; its name belongs in the path alone");

    public static ApiError Refused(string reason) => Error(500, "DAPR_SCHEDULER_SCHEDULE_JOB", $"failed to schedule the job: {reason}");

    public static ApiError Exists(string name) => Error(409, "DAPR_SCHEDULER_SCHEDULE_JOB", $"there is a job '{name}', and overwrite is not set");

    public static ApiError NotFound(string name) => Error(500, "DAPR_SCHEDULER_GET_JOB", $"there is no job '{name}' that could be read");

    private static ApiError Error(int status, string code, string message) => new(status, code, message, [ErrorDetail.Info(code)]);
}
