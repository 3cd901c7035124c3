using System.Text.Json.Nodes;
using Fleet.Runtime.Actors;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Jobs;

/// <summary>The jobs API: calls of the app at a time, once or again and again.</summary>
internal static class JobsApi
{
    private const string Path = "/v1.0-alpha1/jobs/{name}";

    public static void Map(ApiRoutes routes) => routes
        .Map("POST", Path, CreateAsync)
        .Map("GET", Path, GetAsync)
        .Map("DELETE", Path, DeleteAsync);

    private static async Task CreateAsync(ApiCall call)
    {
        var name = call.Path("name");
        if (await call.ReadJsonAsync() is not JsonObject body)
            throw new ApiException(CommonErrors.Malformed("expected an object"));
        if (body["name"]?.ToString() is { Length: > 0 } other)
            throw new ApiException(JobsErrors.NameInBody(other));
        var job = Job.Parse(name, body);
        if (job.Schedule is null && job.DueTime is null)
            throw new ApiException(JobsErrors.NoSchedule());
        if (!ActorNames.IsName(name))
            throw new ApiException(JobsErrors.Refused("its name must not have slashes, '#', '?' or control characters, nor be dots"));
        await AddAsync(call, job, Job.ReadOverwrite(body));
        await call.NoContentAsync();
    }

    private static async Task AddAsync(ApiCall call, Job job, bool overwrite)
    {
        var sidecar = call.Sidecar;
        try
        {
            var item = job.ToItem(sidecar.Options.Namespace, sidecar.AppId, sidecar.Runtime.Shared.Time.GetUtcNow());
            if (!await sidecar.Block<JobsBlock>().Scheduler.AddAsync(item, overwrite))
                throw new ApiException(JobsErrors.Exists(job.Name));
        }
        catch (FormatException wrong)
        {
            throw new ApiException(JobsErrors.Refused(wrong.Message), wrong);
        }
    }

    private static async Task GetAsync(ApiCall call)
    {
        var item = await call.Sidecar.Block<JobsBlock>().Scheduler.FindAsync(Key(call));
        var job = item is null ? null : Job.Read(item.Content);
        if (job?.Data is null)
            throw new ApiException(JobsErrors.NotFound(call.Path("name")));
        await call.JsonAsync(job.Describe());
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        await call.Sidecar.Block<JobsBlock>().Scheduler.DeleteAsync(Key(call));
        await call.NoContentAsync();
    }

    private static string Key(ApiCall call) => Job.KeyOf(call.Sidecar.Options.Namespace, call.Sidecar.AppId, call.Path("name"));
}
