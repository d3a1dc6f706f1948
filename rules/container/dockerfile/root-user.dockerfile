# A stage that is left behind may be anything.
# ok: container.dockerfile.root-user
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
# ok: container.dockerfile.root-user
USER root
COPY pom.xml .
RUN mvn -B package

# ruleid: container.dockerfile.root-user
FROM eclipse-temurin:21-jre
COPY --from=build /src/target/portal.jar /app/portal.jar
ENTRYPOINT ["java", "-jar", "/app/portal.jar"]
