# planted: unpinned-image
FROM mcr.microsoft.com/dotnet/aspnet
WORKDIR /app
COPY billing/bin/Release/net8.0/publish/ .
EXPOSE 8445
# near-miss: root-container
USER app
ENTRYPOINT ["dotnet", "Billing.dll"]
